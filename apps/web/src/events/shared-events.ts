import { z } from 'zod/mini';
import { LIVE_STATUSES, type LiveStatus } from '#/api/live-status.ts';
import { openTabChannel } from '#/lib/tab-channel.ts';
import { openEventStream, type EventStream } from './event-source.ts';

const CHANNEL = 'asterism-events';

/** What tabs send each other: the stream's data, its status, and the question of a new tab. */
const tabMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('data'), data: z.string() }),
  z.object({ kind: z.literal('status'), status: z.enum(LIVE_STATUSES) }),
  z.object({ kind: z.literal('who-is-there') }),
]);
type TabMessage = z.infer<typeof tabMessage>;

/** What a tab receives of the stream, in whatever tab it is open. */
export interface SharedEventsListener {
  readonly onData: (data: string) => void;
  readonly onStatus: (status: LiveStatus) => void;
}

/** The stream as a tab follows it. */
export interface SharedEvents {
  /** Something has changed that may let a broken stream open again: do not wait. */
  readonly reconnectNow: () => void;
  readonly stop: () => void;
}

const RESYNC = JSON.stringify({ type: 'resync' });

/**
 * Follows the events with one stream per browser: the tab that holds the lock has the stream and passes all on to the
 * others. When it goes, the next in line takes over. Browsers allow six connections to a host: a stream per tab would
 * hang the seventh tab. Without locks (plain http on a foreign host) each tab has its own stream.
 */
export function followSharedEvents(listener: SharedEventsListener): SharedEvents {
  const channel = openTabChannel(CHANNEL, tabMessage);
  const stop = new AbortController();
  let ownStatus: LiveStatus | undefined;
  let ownStream: EventStream | undefined;

  function publish(message: TabMessage): void {
    receive(message);
    channel.publish(message);
  }

  function receive(message: TabMessage): void {
    switch (message.kind) {
      case 'data':
        return listener.onData(message.data);
      case 'status':
        return listener.onStatus(message.status);
      case 'who-is-there':
        if (ownStatus !== undefined) channel.publish({ kind: 'status', status: ownStatus });
    }
  }

  function setStatus(status: LiveStatus): void {
    ownStatus = status;
    publish({ kind: 'status', status });
  }

  /** Holds the stream until this tab stops following. */
  function lead(): Promise<void> {
    let wasOpen = false;
    const stream = openEventStream({
      onData: (data) => publish({ kind: 'data', data }),
      onOpen: () => {
        setStatus('live');
        // Between two holders of the stream, events may have been lost; within one, the server sends what was missed.
        if (!wasOpen) publish({ kind: 'data', data: RESYNC });
        wasOpen = true;
      },
      onFederation: (isThere) => setStatus(isThere ? 'live' : 'cut-off'),
      onBroken: () => setStatus('reconnecting'),
    });
    ownStream = stream;
    return new Promise((resolve) => {
      stop.signal.addEventListener('abort', () => {
        stream.close();
        resolve();
      });
    });
  }

  channel.subscribe(receive);
  channel.publish({ kind: 'who-is-there' });
  // A stopped request for the lock rejects: nothing to do then.
  if ('locks' in navigator) {
    navigator.locks.request(CHANNEL, { signal: stop.signal }, lead).catch(() => undefined);
  } else void lead();

  return {
    reconnectNow: () => ownStream?.reconnectNow(),
    stop: () => {
      stop.abort();
      channel.close();
    },
  };
}
