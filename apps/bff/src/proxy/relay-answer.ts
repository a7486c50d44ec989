import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Response } from 'express';
import { failure } from '@asterism/api-types/common/failure';
import { refuse } from '../http/refuse.ts';
import { badAnswer, errorAnswer } from './upstream-failure.ts';
import { passedBack } from './upstream-headers.ts';

/** The longest body of an error, or of the answer to a change, that is read, in bytes. */
const READ_LIMIT = 1024 * 1024;
const LISTENERS_MAX = 20;

export interface RelayOptions {
  /** The longest body that is passed on, in bytes. */
  readonly limit: number;
  /** Whether the request was to change something. */
  readonly isChange: boolean;
  readonly onUnauthorized: () => void;
}

/** Whether the end of the body can be told from a broken connection. */
const isFramed = (answer: IncomingMessage): boolean =>
  answer.headers['content-length'] !== undefined ||
  answer.headers['transfer-encoding'] !== undefined;

function isAcceptable(answer: IncomingMessage, limit: number): boolean {
  const type = answer.headers['content-type'] ?? '';
  const length = Number(answer.headers['content-length'] ?? 0);
  return (
    answer.statusCode === 200 &&
    /^application\/json\b/i.test(type) &&
    answer.headers['content-encoding'] === undefined &&
    isFramed(answer) &&
    length <= limit
  );
}

/** The whole body; undefined when it was cut short, or is too long. */
async function readWhole(answer: IncomingMessage): Promise<string | undefined> {
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > READ_LIMIT) answer.destroy();
  });
  return text(answer).catch(() => undefined);
}

/** An error is read whole, for what it says; it is answered in our own words and headers. */
async function relayError(
  answer: IncomingMessage,
  response: Response,
  isChange: boolean,
): Promise<void> {
  const body = await readWhole(answer);
  if (response.headersSent) return;
  const { statusCode = 0, headers } = answer;
  const retryAfter = headers['retry-after'];
  refuse(
    response,
    body === undefined
      ? badAnswer(isChange)
      : errorAnswer(statusCode, body, { retryAfter, isChange }),
  );
}

/** The answer to a change is short, and read whole: cut short, it leaves open what became of the change. */
async function relayWhole(answer: IncomingMessage, response: Response): Promise<void> {
  const body = await readWhole(answer);
  if (response.headersSent) return;
  if (body === undefined) return refuse(response, badAnswer(true));
  beginAnswer(answer, response);
  response.end(body);
}

function beginAnswer(answer: IncomingMessage, response: Response): void {
  response.statusCode = 200;
  response.setHeader('Cache-Control', 'no-store');
  for (const [name, value] of passedBack(answer)) response.setHeader(name, value);
}

/** The body goes through as it is. Cut short or too long, it never becomes a complete answer: the connection ends. */
function relayBody(answer: IncomingMessage, response: Response, limit: number): void {
  beginAnswer(answer, response);
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) response.destroy();
  });
  // Its pieces and those of the proxy each wait for the end: together more than Node takes for a leak.
  response.setMaxListeners(LISTENERS_MAX);
  pipeline(answer, response, () => {
    // Either side broke off: the other one has been destroyed with it.
  });
}

/** Passes the federation's answer on to the browser, as far as the browser may see it. */
export function relayAnswer(
  answer: IncomingMessage,
  response: Response,
  { limit, isChange, onUnauthorized }: RelayOptions,
): void {
  const status = answer.statusCode ?? 0;
  if (status === 401) {
    onUnauthorized();
    refuse(response, failure('unauthenticated', 'The session has ended. Sign in again.'));
    return void answer.destroy();
  }
  if (status >= 400 && status <= 599) return void relayError(answer, response, isChange);
  if (isAcceptable(answer, limit)) {
    if (isChange) return void relayWhole(answer, response);
    return relayBody(answer, response, limit);
  }
  // Also every redirect: where the federation points is nothing a browser should follow.
  refuse(response, badAnswer(isChange));
  return void answer.destroy();
}
