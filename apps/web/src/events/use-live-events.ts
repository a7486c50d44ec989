import {
  fleetEvent,
  fleetHeartbeat,
  type FleetEvent,
  type FleetHeartbeat,
} from '@asterism/api-types/fleet-api/fleet-events';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod/mini';
import { checkSession } from '#/api/check-session.ts';
import { liveStatus, noteSignOfLife, POLLS } from '#/api/live-status.ts';
import { queryKeys } from '#/api/query-client.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { noteServerTime } from '#/lib/server-clock.ts';
import { applyEvent } from './apply-event.ts';
import { createEventQueue } from './event-queue.ts';
import { createRefetchQueue } from './refetch-queue.ts';
import { readAgain } from './read-again.ts';
import { followSharedEvents } from './shared-events.ts';
import { eventPlace } from './event-place.ts';

/** What the console's event stream sends: the federation's events and heartbeats, and the end of the session. */
const consoleEvent = z.union([
  fleetEvent,
  fleetHeartbeat,
  z.object({ type: z.literal('session-expired') }),
]);
type ConsoleEvent = z.infer<typeof consoleEvent>;

/** Reads the data of one server-sent event; undefined for what this console does not know. */
function readConsoleEvent(data: string): ConsoleEvent | undefined {
  try {
    const parsed = consoleEvent.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps the query cache live while its component is mounted. */
export function useLiveEvents(): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    const requestRefetch = createRefetchQueue((queryKey) => readAgain(queryClient, queryKey));
    const queue = createEventQueue<{
      readonly event: FleetEvent;
      readonly id?: string | undefined;
    }>((due) => {
      for (const { event, id } of due) applyEvent(event, queryClient, requestRefetch, id);
    });
    let overdue = '';
    const receiveHeartbeat = (heartbeat: FleetHeartbeat): void => {
      noteServerTime(Date.parse(heartbeat.at));
      noteSignOfLife();
      const now = heartbeat.overdue.toSorted().join(' ');
      if (now === overdue) return;
      overdue = now;
      for (const key of [queryKeys.clusters, queryKeys.fleetVolumes]) requestRefetch(key);
    };
    const goOn = (session: Awaited<ReturnType<typeof checkSession>>): void => {
      if (session !== 'ended') events.reconnectNow();
    };
    const events = followSharedEvents({
      onData: (data, id) => {
        if (id !== undefined) eventPlace.noteEvent(id);
        const event = readConsoleEvent(data);
        if (event === undefined) return;
        // The browser may have a new session by now.
        if (event.type === 'session-expired') void checkSession().then(goOn);
        else if (event.type === 'heartbeat') receiveHeartbeat(event);
        else {
          if (event.type === 'resync') eventPlace.reset();
          queue.add({ event, id });
        }
      },
      onStatus: (status) => {
        const before = liveStatus.get();
        liveStatus.set(status);
        // The refetch lets queries find that they now have to poll, or no longer need to.
        if (POLLS[before] !== POLLS[status]) {
          applyEvent({ type: 'resync' }, queryClient, requestRefetch);
        }
      },
    });
    // After a new sign-in the server lets the stream in again.
    const stopWatching = sessionEnd.store.subscribe(() => {
      if (!sessionEnd.store.get()) events.reconnectNow();
    });
    return () => {
      stopWatching();
      queue.stop();
      events.stop();
      liveStatus.set('connecting');
    };
  }, [queryClient]);
}
