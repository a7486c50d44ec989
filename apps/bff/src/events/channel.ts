import type { EventSourceMessage } from 'eventsource-parser';
import type { Session } from '../session/session.ts';
import {
  finishStream,
  sendTo,
  STILL_HERE,
  type BrowserStream,
  type LastEvent,
} from './browser-stream.ts';
import { createFairBroadcast } from './fair-broadcast.ts';
import { followFleetEvents, type FleetConnectionOptions } from './fleet-connection.ts';
import {
  encodeEvent,
  FEDERATION_BACK,
  FEDERATION_LOST,
  RESYNC,
  type FleetMessage,
  type Reader,
} from './fleet-message.ts';
import { createRecentMessages, type Place } from './recent-messages.ts';

/** A session with open streams. */
export interface Member {
  readonly session: Session;
  readonly streams: Set<BrowserStream>;
  /** Undefined while it is not known what the session may see: then it is sent nothing. */
  reader: Reader | undefined;
  /** The streams that have been sent nothing in the meantime, and up to where they have everything. */
  readonly waiting: Map<BrowserStream, Place>;
}

export interface ChannelOptions extends Pick<
  FleetConnectionOptions,
  'url' | 'headers' | 'refusals' | 'backOff' | 'log'
> {
  /** The federation sends what comes after this. */
  readonly lastEventId: string | undefined;
  /** The event of the fleet in a message with an id. */
  readonly messageOf: (sent: EventSourceMessage & { readonly id: string }) => FleetMessage;
  /** A message without an id, other than a resync. */
  readonly onNotice?: (sent: EventSourceMessage) => void;
  readonly onOpen?: () => void;
  readonly onRefused: () => void;
}

/** A connection to the federation's events, and the streams of the browsers that it feeds. */
export interface Channel {
  readonly members: ReadonlyMap<string, Member>;
  /** It is not certain any more what the session may see: it is sent nothing. */
  pause(member: Member): void;
  /** It is known what the session may see: it is sent what came meanwhile, or refetches everything when its rights are other ones. */
  resume(member: Member, reader: Reader, isOther: boolean): void;
  join(session: Session, stream: BrowserStream, lastEventId: string | undefined): Member;
  /** The streams and the id up to which each has everything; they are not fed by this channel any more. */
  release(member: Member): ReadonlyMap<BrowserStream, string | undefined>;
  /** Sends its streams a last message and closes them. */
  finish(member: Member, event: LastEvent): void;
  /** This server's own sign of life. */
  beat(): void;
  stop(): void;
}

/** What an event is called that has no name. */
const UNNAMED = 'message';

/** `reader` is what a new member may see, if that is known. */
export function openChannel(options: ChannelOptions, reader: Reader | undefined): Channel {
  const ending = new AbortController();
  const recent = createRecentMessages(options.lastEventId);
  const members = new Map<string, Member>();
  let isAway = false;
  let heartbeat: Uint8Array | undefined;

  const broadcast = createFairBroadcast<Member>({ [Symbol.iterator]: () => members.values() });

  /** Says what is no event of the fleet, and for everybody. */
  const announce = (bytes: Uint8Array): void => broadcast.send(() => bytes);
  /** Makes all browsers refetch everything. */
  function resync(): void {
    recent.cut();
    announce(RESYNC);
  }
  function receive(message: FleetMessage): void {
    recent.add(message);
    const bytesFor = message.encode();
    broadcast.send(({ reader: known }) => known && bytesFor(known));
  }
  function catchUp(stream: BrowserStream, known: Reader, place: Place): void {
    const missed = recent.after(place);
    if (missed === undefined) return sendTo(stream, RESYNC);
    for (const message of missed) {
      const bytes = message.encode()(known);
      if (bytes !== undefined) sendTo(stream, bytes);
    }
  }

  followFleetEvents(
    {
      ...options,
      lastId: () => recent.end().id,
      onOpen: () => options.onOpen?.(),
      onMessage: (sent) => {
        const { id = '', event = UNNAMED } = sent;
        if (id !== '') receive(options.messageOf({ ...sent, id }));
        else if (event === UNNAMED) resync();
        else options.onNotice?.(sent);
      },
      onHeartbeat: (sent) => {
        heartbeat = encodeEvent(sent);
        announce(heartbeat);
      },
      onAway: () => {
        heartbeat = undefined;
        if (isAway) return;
        isAway = true;
        announce(FEDERATION_LOST);
      },
      onLateConnect: () => {
        if (isAway) announce(FEDERATION_BACK);
        isAway = false;
        resync();
      },
    },
    ending.signal,
  ).catch((error: unknown) => options.log.error({ err: error }, 'the event stream failed'));

  return {
    members,
    pause: (member) => {
      broadcast.drain();
      member.reader = undefined;
      const end = recent.end();
      for (const stream of member.streams) {
        if (!member.waiting.has(stream)) member.waiting.set(stream, end);
      }
    },
    resume: (member, known, isOther) => {
      broadcast.drain();
      member.reader = known;
      if (isOther) for (const stream of member.streams) sendTo(stream, RESYNC);
      else for (const [stream, place] of member.waiting) catchUp(stream, known, place);
      member.waiting.clear();
    },
    join: (session, stream, lastEventId) => {
      broadcast.drain();
      const member = members.get(session.key) ?? {
        session,
        streams: new Set(),
        reader,
        waiting: new Map(),
      };
      members.set(session.key, member);
      const place = lastEventId === undefined ? recent.end() : recent.placeOf(lastEventId);
      if (member.reader === undefined) member.waiting.set(stream, place);
      else catchUp(stream, member.reader, place);
      if (heartbeat !== undefined) sendTo(stream, heartbeat);
      if (isAway) sendTo(stream, FEDERATION_LOST);
      member.streams.add(stream);
      return member;
    },
    release: (member) => {
      broadcast.drain();
      members.delete(member.session.key);
      const end = recent.end();
      return new Map(
        [...member.streams].map((stream) => [stream, (member.waiting.get(stream) ?? end).id]),
      );
    },
    finish: (member, event) => {
      members.delete(member.session.key);
      for (const stream of member.streams) finishStream(stream, event);
    },
    // Said again and again: the browser then knows that it is the federation that is missing, and not this server.
    beat: () => announce(isAway ? FEDERATION_LOST : STILL_HERE),
    stop: () => ending.abort(),
  };
}
