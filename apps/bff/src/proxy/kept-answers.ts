import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import { isKnownTo } from '@asterism/api-server/answer-encoding';
import type { AnswerCheck } from './answer-check.ts';
import type { FleetRead } from './fleet-read.ts';
import type { Forwarder, Outgoing } from './forwarder.ts';
import type { KeptAnswer } from './relay-answer.ts';

/** Bytes of all bodies together. */
const KEPT_BYTES = 64 * 1024 * 1024;

/** A read of the fleet that many ask alike. */
export interface SharedRead extends Outgoing {
  readonly fleetRead: FleetRead;
  /** Who has other rights has other roles. */
  readonly roles: readonly string[];
}

/**
 * The newest answers to what many ask, as the federation sent them. Whether somebody may have one now, and whether it is
 * still right, the federation alone knows: it is asked for each of them.
 */
export interface KeptAnswers {
  /** Answers with what is kept, or else as the forwarder does. */
  serve(request: IncomingMessage, response: ServerResponse, read: SharedRead): void;
}

const keyOf = ({ roles, fleetRead, url }: SharedRead): string =>
  `${fleetRead.encoding} ${roles.join(' ')} ${url}`;

/** Answers with what is kept, or with 304 when the browser has it. */
function reply(
  response: ServerResponse,
  { etag, encoding, body }: KeptAnswer,
  newestEvent: string | undefined,
  { fleetRead, ownHeaders }: SharedRead,
): void {
  const head = [
    ...ownHeaders,
    'Cache-Control',
    'no-store',
    'ETag',
    etag,
    'Vary',
    'Accept-Encoding',
  ];
  if (newestEvent !== undefined) head.push(NEWEST_EVENT_HEADER, newestEvent);
  if (isKnownTo(fleetRead.ifNoneMatch, etag)) {
    response.writeHead(304, head);
    return void response.end();
  }
  head.push('Content-Type', 'application/json', 'Content-Length', String(body.length));
  if (encoding !== undefined) head.push('Content-Encoding', encoding);
  response.writeHead(200, head);
  response.end(body);
}

export function createKeptAnswers(options: {
  readonly forwarder: Pick<Forwarder, 'forward'>;
  readonly answerCheck: Pick<AnswerCheck, 'isCurrent'>;
}): KeptAnswers {
  const { forwarder, answerCheck } = options;
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ body }, key) => body.length + key.length,
  });

  return {
    serve(request, response, read) {
      const key = keyOf(read);
      const keep = (answer: KeptAnswer): void => void kept.set(key, answer);
      const answer = kept.get(key);
      if (answer === undefined) return forwarder.forward(request, response, { ...read, keep });
      const { token, url } = read;
      const checked = { token, url, etag: answer.etag };
      return answerCheck.isCurrent(checked, response, (isCurrent, newestEvent) => {
        if (isCurrent) reply(response, answer, newestEvent, read);
        else forwarder.forward(request, response, { ...read, keep });
      });
    },
  };
}
