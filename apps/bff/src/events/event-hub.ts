import type { Logger } from 'pino';
import type { Session } from '../session/session.ts';
import type { Sessions } from '../session/create-sessions.ts';
import type { BrowserStream } from './browser-stream.ts';
import { followFleetEvents, type BackOff } from './fleet-connection.ts';
import { FEDERATION_BACK, FEDERATION_LOST, RESYNC, type FleetMessage } from './fleet-message.ts';
import { createRecentMessages, type RecentMessages } from './recent-messages.ts';

export interface EventHubOptions {
  readonly federationUrl: string;
  readonly sessions: Sessions;
  readonly log: Logger;
  readonly backOff: BackOff;
  /** Milliseconds between this server's own signs of life to the browsers. */
  readonly heartbeatMs: number;
  /** Milliseconds between checks whether sessions are still valid. */
  readonly sweepMs: number;
}

/** The event streams of the browsers. All streams of a session share one connection to the federation. */
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

interface Channel {
  readonly streams: Set<BrowserStream>;
  readonly recent: RecentMessages;
  readonly stop: () => void;
  /** Whether the federation is reachable, as far as is known. */
  readonly isAway: () => boolean;
  /** The newest heartbeat of the federation; undefined when heartbeats are missing. */
  readonly heartbeat: () => FleetMessage | undefined;
}

export function createEventHub(options: EventHubOptions): EventHub {
  const { sessions, log } = options;
  const channels = new Map<string, Channel>();

  function openChannel(session: Session, lastEventId: string | undefined): Channel {
    const ending = new AbortController();
    const recent = createRecentMessages(lastEventId);
    const streams = new Set<BrowserStream>();
    let isAway = false;
    let heartbeat: FleetMessage | undefined;
    const toAll = (message: FleetMessage): void => {
      recent.add(message);
      for (const stream of streams) stream.send(message);
    };
    const followed = followFleetEvents(
      {
        federationUrl: options.federationUrl,
        token: session.token,
        lastId: () => recent.newestId(),
        backOff: options.backOff,
        log,
        onMessage: toAll,
        onHeartbeat: (message) => {
          heartbeat = message;
          toAll(message);
        },
        onAway: () => {
          heartbeat = undefined;
          if (isAway) return;
          isAway = true;
          toAll(FEDERATION_LOST);
        },
        onLateConnect: () => {
          if (isAway) toAll(FEDERATION_BACK);
          isAway = false;
          toAll(RESYNC);
        },
        onUnauthorized: () => endSession(session.key),
      },
      ending.signal,
    );
    followed.catch((error: unknown) => log.error({ err: error }, 'the event stream failed'));
    const channel: Channel = {
      streams,
      recent,
      stop: () => ending.abort(),
      isAway: () => isAway,
      heartbeat: () => heartbeat,
    };
    channels.set(session.key, channel);
    return channel;
  }

  function endSession(key: string): void {
    sessions
      .end(key)
      .catch((error: unknown) => log.error({ err: error }, 'a session could not be ended'));
  }

  function closeChannel(key: string, event: 'session-expired' | 'bye'): void {
    const channel = channels.get(key);
    if (channel === undefined) return;
    channels.delete(key);
    channel.stop();
    for (const stream of channel.streams) stream.finish(event);
  }

  const unsubscribe = sessions.onEnd((key) => closeChannel(key, 'session-expired'));

  async function sweep(): Promise<void> {
    for (const key of channels.keys()) {
      if (!(await sessions.isLive(key))) closeChannel(key, 'session-expired');
    }
  }
  const sweeper = setInterval(() => {
    sweep().catch((error: unknown) => log.warn({ err: error }, 'sessions could not be checked'));
  }, options.sweepMs).unref();
  const heart = setInterval(() => {
    for (const { streams, isAway } of channels.values()) {
      for (const stream of streams) {
        // Said again and again: the browser then knows that it is the federation that is missing, and not this server.
        if (isAway()) stream.send(FEDERATION_LOST);
        else stream.heartbeat();
      }
    }
  }, options.heartbeatMs).unref();

  return {
    hasRoom: (key) => (channels.get(key)?.streams.size ?? 0) < STREAMS_PER_SESSION,
    join: (session, stream, lastEventId) => {
      const known = channels.get(session.key);
      const channel = known ?? openChannel(session, lastEventId);
      if (known !== undefined && lastEventId !== undefined) {
        for (const message of known.recent.after(lastEventId) ?? [RESYNC]) stream.send(message);
      }
      const heartbeat = channel.heartbeat();
      if (heartbeat !== undefined) stream.send(heartbeat);
      if (channel.isAway()) stream.send(FEDERATION_LOST);
      channel.streams.add(stream);
      stream.onClose(() => {
        channel.streams.delete(stream);
        if (channel.streams.size > 0 || channels.get(session.key) !== channel) return;
        channels.delete(session.key);
        channel.stop();
      });
    },
    streamCount: () =>
      [...channels.values()].reduce((count, { streams }) => count + streams.size, 0),
    close: () => {
      clearInterval(sweeper);
      clearInterval(heart);
      unsubscribe();
      for (const key of channels.keys()) closeChannel(key, 'bye');
    },
  };
}
