import type { Logger } from 'pino';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/create-sessions.ts';
import { FLEET_EVENTS_PATH } from '@asterism/api-types/fleet-api/fleet-events';
import type { BffProofKeys } from '@asterism/server-kit/secrets/bff-proof';
import { bearer, type Federation } from '../session/federation.ts';
import type { BrowserStream, LastEvent } from './browser-stream.ts';
import { openChannel, type Channel } from './channel.ts';
import type { BackOff } from './fleet-connection.ts';
import { messageAsSent } from './fleet-message.ts';
import { openSharedChannel } from './shared-channel.ts';

export interface EventHubOptions {
  readonly federationUrl: string;
  readonly federation: Pick<Federation, 'whoAmI'>;
  readonly proofKeys: BffProofKeys;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly backOff: BackOff;
  /** Milliseconds between this server's own signs of life to the browsers. */
  readonly heartbeatMs: number;
  /** Milliseconds between checks whether sessions are still valid. */
  readonly sweepMs: number;
}

/**
 * The event streams of the browsers. All of them share one connection to the federation, if the federation knows this
 * BFF; otherwise those of a session share one.
 */
export interface EventHub {
  /** Whether the session may open another stream. */
  hasRoom(key: string): boolean;
  /** Sends the stream everything after `lastEventId`, then new messages as they arrive. */
  join(session: Session, stream: BrowserStream, lastEventId: string | undefined): void;
  streamCount(): number;
  /** Sends every stream a last message and closes it. */
  close(): void;
}

/** Maximum number of concurrent streams of one session. */
const STREAMS_PER_SESSION = 16;

/** After the federation did not know this BFF, each new session has a connection of its own for so long. */
const ALONE_MS = 60_000;

export function createEventHub(options: EventHubOptions): EventHub {
  const { federationUrl, sessions, log, backOff } = options;
  /** The channel of each session with open streams. */
  const channels = new Map<string, Channel>();
  let shared: Channel | undefined;
  let aloneUntil = -Infinity;

  function openShared(lastEventId: string | undefined): Channel {
    const channel = openSharedChannel({
      ...options,
      lastEventId,
      onRefused: () => {
        log.warn('the federation does not know this BFF: each session has a connection of its own');
        aloneUntil = performance.now() + ALONE_MS;
        if (shared === channel) shared = undefined;
        for (const member of channel.members.values()) {
          channels.delete(member.session.key);
          for (const [stream, id] of channel.release(member)) {
            enter(member.session, stream, id);
          }
        }
      },
    });
    return channel;
  }
  function openOwn({ key, token }: Session, lastEventId: string | undefined): Channel {
    return openChannel(
      {
        url: federationUrl + FLEET_EVENTS_PATH,
        headers: () => bearer(token),
        refusals: [401],
        backOff,
        log,
        lastEventId,
        messageOf: messageAsSent,
        onRefused: () => {
          sessions
            .end(key)
            .catch((error: unknown) => log.error({ err: error }, 'a session could not be ended'));
        },
      },
      'as-sent',
    );
  }
  function channelFor(session: Session, lastEventId: string | undefined): Channel {
    const known = channels.get(session.key);
    if (known !== undefined) return known;
    if (performance.now() < aloneUntil) return openOwn(session, lastEventId);
    return (shared ??= openShared(lastEventId));
  }

  function enter(session: Session, stream: BrowserStream, lastEventId: string | undefined): void {
    const channel = channelFor(session, lastEventId);
    channels.set(session.key, channel);
    channel.join(session, stream, lastEventId);
  }
  function stopUnlessUsed(channel: Channel): void {
    if (channel.members.size > 0) return;
    channel.stop();
    if (shared === channel) shared = undefined;
  }
  function leave(key: string, stream: BrowserStream): void {
    const channel = channels.get(key);
    const member = channel?.members.get(key);
    if (channel === undefined || member === undefined) return;
    member.streams.delete(stream);
    member.waiting.delete(stream);
    if (member.streams.size > 0) return;
    channel.release(member);
    channels.delete(key);
    stopUnlessUsed(channel);
  }
  function finish(key: string, event: LastEvent): void {
    const channel = channels.get(key);
    const member = channel?.members.get(key);
    channels.delete(key);
    if (channel === undefined || member === undefined) return;
    channel.finish(member, event);
    stopUnlessUsed(channel);
  }

  const unsubscribe = sessions.onEnd((key) => finish(key, 'session-expired'));

  async function sweep(): Promise<void> {
    for (const key of channels.keys()) {
      if (!(await sessions.isLive(key))) finish(key, 'session-expired');
    }
  }
  const sweeper = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'sessions could not be checked'));
  }, options.sweepMs).unref();
  const heart = setInterval(() => {
    for (const channel of new Set(channels.values())) channel.beat();
  }, options.heartbeatMs).unref();

  const streamsOf = (key: string): number => channels.get(key)?.members.get(key)?.streams.size ?? 0;
  return {
    hasRoom: (key) => streamsOf(key) < STREAMS_PER_SESSION,
    join: (session, stream, lastEventId) => {
      enter(session, stream, lastEventId);
      stream.once('close', () => leave(session.key, stream));
    },
    streamCount: () => [...channels.keys()].reduce((count, key) => count + streamsOf(key), 0),
    close: () => {
      clearInterval(sweeper);
      clearInterval(heart);
      unsubscribe();
      for (const key of channels.keys()) finish(key, 'bye');
    },
  };
}
