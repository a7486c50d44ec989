import { HEARTBEAT_MS } from '@asterism/api-types/fleet-api/fleet-events';
import { z } from 'zod/mini';
import { LIVE_STATUSES, type LiveStatus } from '#/api/live-status.ts';
import { openTabChannel } from '#/lib/tab-channel.ts';
import { openEventStream, SILENT_AFTER_MS, type EventStream } from './event-source.ts';
import { queueForLead, type TabLead } from './tab-lead.ts';

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

/** The leading tab says so often how its stream stands, heartbeats or not. */
const LEADER_SPEAKS_MS = HEARTBEAT_MS;

const RESYNC = JSON.stringify({ type: 'resync' });

/**
 * Follows the events with one stream per browser: the tab that leads has the stream and passes all on to the others.
 * When it goes, or shows no life, another takes over. Browsers allow six connections to a host: a stream per tab would
 * hang the seventh tab. This tab leads only once `mayLead` is resolved.
 */
export function followSharedEvents(
  listener: SharedEventsListener,
  mayLead: Promise<void>,
): SharedEvents {
  const channel = openTabChannel(CHANNEL, tabMessage);
  let ownStatus: LiveStatus = 'connecting';
  let ownStream: EventStream | undefined;
  let leaderWatch: ReturnType<typeof setTimeout> | undefined;
  let tabs: TabLead | undefined;
  let isStopped = false;

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
        if (ownStream !== undefined) channel.publish({ kind: 'status', status: ownStatus });
    }
  }

  function setStatus(status: LiveStatus): void {
    ownStatus = status;
    publish({ kind: 'status', status });
  }

  /** Holds the stream until the returned function is called. */
  function lead(): () => void {
    clearTimeout(leaderWatch);
    let wasOpen = false;
    const stream = openEventStream({
      onData: (data) => publish({ kind: 'data', data }),
      onOpen: () => {
        // Between two holders of the stream, events may have been lost; within one, the server sends what was missed.
        if (!wasOpen) publish({ kind: 'data', data: RESYNC });
        wasOpen = true;
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
    });
    ownStream = stream;
    const speaking = setInterval(
      () => channel.publish({ kind: 'status', status: ownStatus }),
      LEADER_SPEAKS_MS,
    );
    return () => {
      clearInterval(speaking);
      ownStream = undefined;
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
        tabs?.takeOver();
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
  void mayLead.then(() => {
    if (!isStopped) tabs = queueForLead(CHANNEL, lead);
  });
  watchLeader();

  return {
    reconnectNow: () => ownStream?.reconnectNow(),
    stop: () => {
      isStopped = true;
      tabs?.stop();
      clearTimeout(leaderWatch);
      channel.close();
    },
  };
}
