import express, { type Request, type Response, type Router } from 'express';
import { createSession, type Session } from 'better-sse';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import {
  FLEET_EVENTS_PATH,
  HEARTBEAT_EVENT,
  HEARTBEAT_MS,
  type FleetHeartbeat,
} from '@asterism/api-types/fleet-api/fleet-events';
import { replyFailure, replyPlain } from '@asterism/api-server/reply';
import { type EventLog, type LoggedEvent, visibleJson } from '../events/event-log.ts';
import type { Principal } from '../identity/principal.ts';

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

const TIMINGS: EventsTimings = { heartbeat: HEARTBEAT_MS, recheck: 15_000, rightsFresh: 1_000 };
/** A client that is so many bytes behind is disconnected: it comes back and gets what it missed. */
const BEHIND_MAX = 1024 * 1024;
/** A client that missed more bytes than this has to read again: it would be behind at once. */
const MISSED_MAX = BEHIND_MAX / 2;
const RESYNC = JSON.stringify({ type: 'resync' });

function isTooMuch(missed: readonly LoggedEvent[]): boolean {
  let bytes = 0;
  return missed.some((logged) => {
    bytes += Buffer.byteLength(logged.json());
    return bytes > MISSED_MAX;
  });
}

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
    if (json === undefined || !session.isConnected) return;
    if (response.writableLength > BEHIND_MAX) response.destroy();
    else session.push(json, 'message', logged.id);
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
  const open = new Set<Response>();

  function makeHeartbeat(): string {
    const heartbeat: FleetHeartbeat = {
      type: 'heartbeat',
      at: new Date().toISOString(),
      everyMs: timings.heartbeat,
      overdue: [...overdue()],
    };
    return `event: ${HEARTBEAT_EVENT}\ndata: ${JSON.stringify(heartbeat)}\n\n`;
  }

  /** Past the session, which would give it an id: the client would then come back with an id that the log never had. */
  function sendHeartbeat(response: Response, heartbeat: string): void {
    if (response.writableLength > BEHIND_MAX) response.destroy();
    else if (!response.writableEnded) response.write(heartbeat);
  }

  // Made once for all streams, in the event loop that does everything else: when that stands still, so does this.
  const heart = setInterval(() => {
    if (open.size === 0) return;
    const heartbeat = makeHeartbeat();
    for (const response of open) sendHeartbeat(response, heartbeat);
  }, timings.heartbeat).unref();

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
    sendHeartbeat(response, makeHeartbeat());
    open.add(response);
    response.once('close', () => {
      stop();
      clearInterval(recheck);
      open.delete(response);
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
    close() {
      clearInterval(heart);
      for (const response of open) response.end();
    },
  };
}
