import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { badAnswer, errorAnswer } from './upstream-failure.ts';
import { passedBack } from './upstream-headers.ts';

/** Maximum size, in bytes, of a body that is read whole: an error, or the response to a change. */
const READ_LIMIT = 1024 * 1024;

export interface RelayOptions {
  /** Maximum size of a forwarded body, in bytes. */
  readonly limit: number;
  /** Whether the request was a change. */
  readonly isChange: boolean;
  readonly onUnauthorized: () => void;
  /** Responds with a failure. */
  readonly refuse: (response: ServerResponse, failed: Failure) => void;
  /** Headers that are not in the response yet, names and values in turn. */
  readonly ownHeaders: readonly string[];
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
  response: ServerResponse,
  { isChange, refuse }: RelayOptions,
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
async function relayWhole(
  answer: IncomingMessage,
  response: ServerResponse,
  options: RelayOptions,
): Promise<void> {
  const body = await readWhole(answer);
  if (response.headersSent) return;
  if (body === undefined) return options.refuse(response, badAnswer(true));
  beginAnswer(answer, response, options);
  response.end(body);
}

function beginAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  { ownHeaders }: RelayOptions,
): void {
  response.writeHead(200, [...ownHeaders, 'Cache-Control', 'no-store', ...passedBack(answer)]);
}

/**
 * Streams the body unchanged. If it is too long, the connection ends, so it never looks complete. If it is cut short or
 * fails, the proxy ends both sides; a pipeline would do so again, at the price of an abort signal for each request.
 */
function relayBody(answer: IncomingMessage, response: ServerResponse, options: RelayOptions): void {
  beginAnswer(answer, response, options);
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  let size = 0;
  const goOn = (): void => void answer.resume();
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size === length) response.end(chunk);
    else if (size > options.limit) response.destroy();
    else if (!response.write(chunk)) {
      answer.pause();
      response.once('drain', goOn);
    }
  });
  answer.once('end', () => {
    if (!response.writableEnded) response.end();
  });
}

/** Forwards the federation's response to the browser, reduced to what the browser may see. */
export function relayAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  options: RelayOptions,
): void {
  const { limit, isChange, onUnauthorized, refuse } = options;
  const status = answer.statusCode ?? 0;
  if (status === 401) {
    onUnauthorized();
    refuse(response, failure('unauthenticated', 'The session has ended. Sign in again.'));
    return void answer.destroy();
  }
  if (status >= 400 && status <= 599) return void relayError(answer, response, options);
  if (isAcceptable(answer, limit)) {
    if (isChange) return void relayWhole(answer, response, options);
    return relayBody(answer, response, options);
  }
  // This includes redirects: a browser must not follow the federation to another place.
  refuse(response, badAnswer(isChange));
  return void answer.destroy();
}
