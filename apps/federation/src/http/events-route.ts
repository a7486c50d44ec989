import express, { type Request, type Response, type Router } from 'express';
import { createSession, type Session } from 'better-sse';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import { FLEET_EVENTS_PATH } from '@asterism/api-types/fleet-api/fleet-events';
import { replyFailure, replyPlain } from '@asterism/api-server/reply';
import { type EventLog, type LoggedEvent, visibleJson } from '../events/event-log.ts';
import type { Principal } from '../identity/principal.ts';
import { createEventStreams, isTooMuch, keepsUp, RESYNC } from './event-streams.ts';

export interface EventsRouteOptions {
  readonly log: EventLog;
  /** Whose stream it is; checked again while it is open, for rights change and tokens end. */
  readonly authenticate: (request: Request) => Promise<Result<Principal, Failure>>;
  readonly onUnexpected: (error: unknown, request: Request) => void;
  /** What the heartbeat says of the monitor: the clusters that it should have heard of and has not. */
  readonly overdue: () => readonly string[];
  /** Milliseconds. */
  readonly timings?: Partial<EventsTimings>;
}

interface EventsTimings {
  readonly heartbeat: number;
  /** Rights are read again so often also without an event. */
  readonly recheck: number;
  /** Rights older than this are read again before an event is sent by them. */
  readonly rightsFresh: number;
}

export interface EventsRoute {
  readonly router: Router;
  /** Ends all streams. */
  close(): void;
}

const TIMINGS = { recheck: 15_000, rightsFresh: 1_000 };

/** Sends events to one listener, by the rights that they have when it is sent. */
function createListener(
  session: Session,
  response: Response,
  first: Principal,
  readAgain: () => Promise<Result<Principal, Failure>>,
  rightsFresh: number,
) {
  let principal = first;
  let readAt = performance.now();
  let waiting: LoggedEvent[] = [];
  let isReading = false;

  function send(logged: LoggedEvent): void {
    const json = visibleJson(logged, principal.rights);
    if (json === undefined || !session.isConnected || !keepsUp(response)) return;
    session.push(json, 'message', logged.id);
  }

  async function refresh(): Promise<void> {
    if (isReading) return;
    isReading = true;
    try {
      const now = await readAgain();
      if (!now.ok) {
        response.end();
        return;
      }
      principal = now.value;
      readAt = performance.now();
      const due = waiting;
      waiting = [];
      for (const logged of due) send(logged);
    } catch {
      // Without knowing the rights nothing may be sent; the client comes back.
      response.end();
    } finally {
      isReading = false;
    }
  }

  return {
    receive(logged: LoggedEvent): void {
      if (!isReading && performance.now() - readAt < rightsFresh) send(logged);
      else {
        waiting.push(logged);
        void refresh();
      }
    },
    refresh,
  };
}

/** `GET /api/v2/fleet/events`: what changes in the fleet, as server-sent events. */
export function createEventsRoute(options: EventsRouteOptions): EventsRoute {
  const { log, authenticate, onUnexpected, overdue } = options;
  const timings = { ...TIMINGS, ...options.timings };
  // Past the sessions, which would give the heartbeats ids.
  const streams = createEventStreams({ overdue, heartbeatMs: timings.heartbeat });

  async function serve(request: Request, response: Response): Promise<void> {
    const principal = await authenticate(request);
    if (!principal.ok) return replyFailure(response, principal.error);
    const session = await createSession(request, response, {
      keepAlive: null,
      serializer: String,
      headers: { 'X-Accel-Buffering': 'no' },
    });
    // Of a client that went away in the meantime there would be no `close`.
    if (response.destroyed) return;
    const readAgain = () => authenticate(request);
    const listener = createListener(
      session,
      response,
      principal.value,
      readAgain,
      timings.rightsFresh,
    );
    const missed = session.lastId === '' ? [] : log.since(session.lastId);
    if (missed === undefined || isTooMuch(missed)) session.push(RESYNC, 'message', '');
    else for (const logged of missed) listener.receive(logged);
    const stop = log.subscribe((logged) => listener.receive(logged));
    // Also without events a stream must not outlive its token.
    const recheck = setInterval(() => void listener.refresh(), timings.recheck);
    streams.add(response);
    response.once('close', () => {
      stop();
      clearInterval(recheck);
    });
  }

  const router = express.Router({ strict: true, caseSensitive: true });
  // Express would answer HEAD by the GET route, with a stream that never ends.
  router.head(FLEET_EVENTS_PATH, (_request, response) => replyPlain(response, 405));
  router.get(FLEET_EVENTS_PATH, (request, response, next) => {
    serve(request, response).catch((error: unknown) => {
      onUnexpected(error, request);
      if (response.headersSent) response.destroy();
      else next(error);
    });
  });
  return {
    router,
    close: () => streams.close(),
  };
}
