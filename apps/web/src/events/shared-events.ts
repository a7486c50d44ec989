import { HEARTBEAT_MS } from '@asterism/api-types/fleet-api/fleet-events';
import { z } from 'zod/mini';
import { LIVE_STATUSES, type LiveStatus } from '#/api/live-status.ts';
import { openTabChannel } from '#/lib/tab-channel.ts';
import { openEventStream, SILENT_AFTER_MS, type EventStream } from './event-source.ts';
import { queueForLead, type TabLead } from './tab-lead.ts';
import { eventPlace } from './event-place.ts';

const CHANNEL = 'asterism-events';

/** What tabs send each other: the stream's data, its status and place, and the question of a new tab. */
const tabMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), data: z.string(), id: z.optional(z.string()) }),
  z.object({
    kind: z.literal('status'),
    status: z.enum(LIVE_STATUSES),
    /** The tab has passed on all events up to this one. */
    place: z.optional(z.string()),
  }),
  z.object({ kind: z.literal('who-is-there') }),
]);
type TabMessage = z.infer<typeof tabMessage>;

/** What a tab receives of the stream, in whatever tab it is open. */
export interface SharedEventsListener {
  readonly onData: (data: string, id?: string) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

/** The stream as a tab follows it. */
export interface SharedEvents {
  /** Something has changed that may let a broken stream open again: do not wait. */
  readonly reconnectNow: () => void;
  readonly stop: () => void;
}

/** The leading tab says so often how its stream stands, heartbeats or not. */
const LEADER_SPEAKS_MS = HEARTBEAT_MS;

const RESYNC = JSON.stringify({ type: 'resync' });

/**
 * Follows the events with one stream per browser: the tab that leads has the stream and passes all on to the others.
 * When it goes, or shows no life, another takes over. Browsers allow six connections to a host: a stream per tab would
 * hang the seventh tab.
 */
export function followSharedEvents(listener: SharedEventsListener): SharedEvents {
  const channel = openTabChannel(CHANNEL, tabMessage);
  let ownStatus: LiveStatus = 'connecting';
  let ownStream: EventStream | undefined;
  let leaderWatch: ReturnType<typeof setTimeout> | undefined;
  let hasStarted = false;

  function publish(message: TabMessage): void {
    // First: what fails in this tab is not to be missed by the others.
    channel.publish(message);
    receive(message);
  }

  /** From now on this tab receives all that comes after the place. Whether it has everything before it. */
  function start(place: string | undefined): boolean {
    if (hasStarted) return true;
    hasStarted = true;
    return eventPlace.start(place);
  }

  function receive(message: TabMessage): void {
    switch (message.kind) {
      case 'data':
        return listener.onData(message.data, message.id);
      case 'status':
        if (ownStream === undefined && !start(message.place)) listener.onData(RESYNC);
        return listener.onStatus(message.status);
      case 'who-is-there':
        if (ownStream !== undefined) channel.publish(standing());
    }
  }

  const standing = (): TabMessage => ({
    kind: 'status',
    status: ownStatus,
    place: eventPlace.get(),
  });

  function setStatus(status: LiveStatus): void {
    ownStatus = status;
    publish(standing());
  }

  /** Holds the stream until the returned function is called. */
  function lead(): () => void {
    clearTimeout(leaderWatch);
    start(eventPlace.get());
    const stream = openEventStream(
      {
        onData: (data, id) => publish({ kind: 'data', data, id }),
        onOpen: (goesOn) => {
          if (!goesOn) publish({ kind: 'data', data: RESYNC });
        },
        onHeartbeat: (data) => {
          publish({ kind: 'data', data });
          setStatus('live');
        },
        onFederation: (isThere) => setStatus(isThere ? 'live' : 'cut-off'),
        onBroken: () => {
          if (ownStatus !== 'unreachable') setStatus('reconnecting');
        },
        onSilent: () => setStatus('unreachable'),
      },
      eventPlace.get,
    );
    ownStream = stream;
    const speaking = setInterval(() => channel.publish(standing()), LEADER_SPEAKS_MS);
    return () => {
      clearInterval(speaking);
      ownStream = undefined;
      // What came while this tab was frozen may be lost.
      hasStarted = false;
      stream.close();
      watchLeader();
    };
  }

  /** Begins to wait for the next sign of life of the leading tab. Not all followers lose patience at once. */
  function watchLeader(): void {
    clearTimeout(leaderWatch);
    leaderWatch = setTimeout(
      () => {
        listener.onStatus('unreachable');
        tabs.takeOver();
      },
      SILENT_AFTER_MS + Math.random() * LEADER_SPEAKS_MS,
    );
  }

  channel.subscribe((message) => {
    if (message.kind !== 'who-is-there' && ownStream === undefined) watchLeader();
    // Of a tab that leads no more, and does not know it yet.
    if (message.kind === 'who-is-there' || ownStream === undefined) receive(message);
  });
  channel.publish({ kind: 'who-is-there' });
  watchLeader();
  const tabs: TabLead = queueForLead(CHANNEL, lead);

  return {
    reconnectNow: () => ownStream?.reconnectNow(),
    stop: () => {
      tabs.stop();
      clearTimeout(leaderWatch);
      channel.close();
    },
  };
}
