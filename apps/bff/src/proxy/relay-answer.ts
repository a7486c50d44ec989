import type { IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Response } from 'express';
import { failure } from '@asterism/api-types/common/failure';
import { refuse } from '../http/refuse.ts';
import { badAnswer, errorAnswer } from './upstream-failure.ts';
import { passedBack } from './upstream-headers.ts';

/** Maximum size, in bytes, of a body that is read whole: an error, or the response to a change. */
const READ_LIMIT = 1024 * 1024;
const LISTENERS_MAX = 20;

export interface RelayOptions {
  /** Maximum size of a forwarded body, in bytes. */
  readonly limit: number;
  /** Whether the request was a change. */
  readonly isChange: boolean;
  readonly onUnauthorized: () => void;
}

/** Whether the end of the body is distinguishable from a broken connection. */
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

/** The whole body; undefined when it was cut short or is too long. */
async function readWhole(answer: IncomingMessage): Promise<string | undefined> {
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > READ_LIMIT) answer.destroy();
  });
  return text(answer).catch(() => undefined);
}

/** Reads an error whole and reports it in our own form, with our own headers. */
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

/** The response to a change is short and read whole: when it is cut short, the outcome of the change is unknown. */
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

/** Streams the body unchanged. If it is cut short or too long, the connection ends, so it never looks complete. */
function relayBody(answer: IncomingMessage, response: Response, limit: number): void {
  beginAnswer(answer, response);
  let size = 0;
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limit) response.destroy();
  });
  // The parts of the pipeline and the proxy each listen for the end: more listeners than Node's leak warning permits.
  response.setMaxListeners(LISTENERS_MAX);
  pipeline(answer, response, () => {
    // One side failed, and the pipeline has destroyed the other one.
  });
}

/** Forwards the federation's response to the browser, reduced to what the browser may see. */
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
  // This includes redirects: a browser must not follow the federation to another place.
  refuse(response, badAnswer(isChange));
  return void answer.destroy();
}
