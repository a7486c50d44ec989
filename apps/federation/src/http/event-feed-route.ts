import type { IncomingMessage } from 'node:http';
import express, { type Request, type Response, type Router } from 'express';
import {
  EVENT_FEED_PATH,
  RIGHTS_EVENT,
  writeFeedData,
  type RightsChange,
} from '@asterism/api-types/fleet-api/event-feed';
import { replyFailure, replyPlain } from '@asterism/api-server/reply';
import type { EventLog, LoggedEvent } from '../events/event-log.ts';
import { unauthenticated } from '../identity/admission.ts';
import {
  createEventStreams,
  isTooMuch,
  RESYNC,
  type EventStreamsOptions,
} from './event-streams.ts';

export interface EventFeedOptions extends EventStreamsOptions {
  readonly log: EventLog;
  /** Whether the request comes from a BFF of this federation. Nobody else may see what is for everybody together. */
  readonly isFromBff: (request: IncomingMessage) => boolean;
}

export interface EventFeedRoute {
  readonly router: Router;
  /** Tells the BFFs that they must read the rights of this person again; without a name, of everybody. */
  rightsChanged(subject: string | undefined): void;
  /** Ends all streams. */
  close(): void;
}

function bytesOf(logged: LoggedEvent): Buffer {
  const lines = writeFeedData(logged.json(), logged.audience).replace('\n', '\ndata: ');
  return Buffer.from(`id: ${logged.id}\ndata: ${lines}\n\n`);
}

/** `GET /api/v2/fleet/event-feed`: every event with whom it is for, one stream for all the sessions of a BFF. */
export function createEventFeedRoute(options: EventFeedOptions): EventFeedRoute {
  const { log, isFromBff } = options;
  const streams = createEventStreams(options);
  const stop = log.subscribe((logged) => streams.send(bytesOf(logged)));

  function serve(request: Request, response: Response): void {
    if (!isFromBff(request)) return replyFailure(response, unauthenticated());
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    });
    const lastId = request.get('last-event-id') ?? '';
    const missed = lastId === '' ? [] : log.since(lastId);
    if (missed === undefined || isTooMuch(missed)) response.write(`data: ${RESYNC}\n\n`);
    else for (const logged of missed) response.write(bytesOf(logged));
    streams.add(response);
  }

  const router = express.Router({ strict: true, caseSensitive: true });
  router.head(EVENT_FEED_PATH, (_request, response) => replyPlain(response, 405));
  router.get(EVENT_FEED_PATH, serve);
  return {
    router,
    rightsChanged(subject) {
      const data = JSON.stringify({ subject } satisfies RightsChange);
      streams.send(`event: ${RIGHTS_EVENT}\ndata: ${data}\n\n`);
    },
    close() {
      stop();
      streams.close();
    },
  };
}
