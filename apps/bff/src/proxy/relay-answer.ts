import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Encoding } from '@asterism/api-server/answer-encoding';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { FleetRead } from './fleet-read.ts';
import { badAnswer, errorAnswer } from './upstream-failure.ts';
import { passedBack } from './upstream-headers.ts';

/** Maximum size, in bytes, of a body that is read whole: an error, or the response to a change. */
const READ_LIMIT = 1024 * 1024;

/** The longest body that is kept. */
const KEPT_LENGTH = 2 * 1024 * 1024;

/** The shortest chunk that is worth the call. */
const FREED_LENGTH = 16 * 1024;

/** The body of an answer that can be kept, as it was forwarded. */
export interface KeptAnswer {
  readonly etag: string;
  readonly encoding: Encoding | undefined;
  readonly body: Buffer;
}

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
  /** What the browser takes and has, when the federation was told. */
  readonly fleetRead?: FleetRead | undefined;
  /** Receives an answer with an ETag, once it was forwarded whole. */
  readonly keep?: ((answer: KeptAnswer) => void) | undefined;
}

/** Whether the end of the body is distinguishable from a broken connection. */
const isFramed = (answer: IncomingMessage): boolean =>
  answer.headers['content-length'] !== undefined ||
  answer.headers['transfer-encoding'] !== undefined;

function isAcceptable(answer: IncomingMessage, { limit, fleetRead }: RelayOptions): boolean {
  const type = answer.headers['content-type'] ?? '';
  const length = Number(answer.headers['content-length'] ?? 0);
  const encoding = answer.headers['content-encoding'];
  return (
    answer.statusCode === 200 &&
    /^application\/json\b/i.test(type) &&
    (encoding === undefined || encoding === fleetRead?.encoding) &&
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
  { ownHeaders, fleetRead }: RelayOptions,
  status = 200,
): void {
  response.writeHead(status, [
    ...ownHeaders,
    'Cache-Control',
    'no-store',
    ...passedBack(answer, fleetRead !== undefined),
  ]);
}

/**
 * Frees the memory of a large chunk that has been written. It lies outside the heap, where it stays until the garbage
 * collector's next run; and after some tens of megabytes there, the collector looks through the whole heap.
 */
function free({ buffer, length }: Buffer): void {
  const isAllOfIt = length === buffer.byteLength;
  if (length >= FREED_LENGTH && isAllOfIt && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/**
 * Streams the body unchanged. If it is too long, the connection ends, so it never looks complete. If it is cut short or
 * fails, the proxy ends both sides; a pipeline would do so again, at the price of an abort signal for each request.
 */
function relayBody(answer: IncomingMessage, response: ServerResponse, options: RelayOptions): void {
  beginAnswer(answer, response, options);
  const length = Number(answer.headers['content-length'] ?? Number.NaN);
  const kept =
    options.keep === undefined || !(length <= KEPT_LENGTH) ? undefined : new Array<Buffer>();
  let size = 0;
  const goOn = (): void => void answer.resume();
  answer.on('data', (chunk: Buffer) => {
    size += chunk.length;
    kept?.push(chunk);
    const onWritten = (error?: Error | null): void => {
      if (kept === undefined && !error) free(chunk);
    };
    if (size === length) response.end(chunk, onWritten);
    else if (size > options.limit) response.destroy();
    else if (!response.write(chunk, onWritten)) {
      answer.pause();
      response.once('drain', goOn);
    }
  });
  answer.once('end', () => {
    const { etag } = answer.headers;
    if (kept !== undefined && size === length && etag !== undefined) {
      const { encoding } = options.fleetRead ?? {};
      const isEncoded = answer.headers['content-encoding'] !== undefined;
      const body = Buffer.concat(kept);
      options.keep?.({ etag, encoding: isEncoded ? encoding : undefined, body });
    }
    if (!response.writableEnded) response.end();
  });
}

/** Forwards the federation's response to the browser, reduced to what the browser may see. */
export function relayAnswer(
  answer: IncomingMessage,
  response: ServerResponse,
  options: RelayOptions,
): void {
  const { isChange, onUnauthorized, refuse } = options;
  const status = answer.statusCode ?? 0;
  if (status === 401) {
    onUnauthorized();
    refuse(response, failure('unauthenticated', 'The session has ended. Sign in again.'));
    return void answer.destroy();
  }
  if (status >= 400 && status <= 599) return void relayError(answer, response, options);
  if (status === 304 && options.fleetRead?.ifNoneMatch !== undefined) {
    beginAnswer(answer, response, options, 304);
    response.end();
    return void answer.resume();
  }
  if (isAcceptable(answer, options)) {
    if (isChange) return void relayWhole(answer, response, options);
    return relayBody(answer, response, options);
  }
  // This includes redirects: a browser must not follow the federation to another place.
  refuse(response, badAnswer(isChange));
  return void answer.destroy();
}
