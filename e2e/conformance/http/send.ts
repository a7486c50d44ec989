import http from 'node:http';
import https from 'node:https';

/** A request as it goes over the wire: nothing about it is made right. */
export interface RawRequest {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A `Content-Length` goes with it, unless the headers say otherwise. */
  readonly body?: string | Buffer | undefined;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** The body, when it is a JSON object; else empty. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Sender {
  readonly send: (request: RawRequest) => Promise<Answer>;
  readonly close: () => void;
}

/** The longest that any answer is waited for, in milliseconds: longer than the deadline of a list. */
const DEADLINE_MS = 40_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object that a text is; else an empty one. */
export function objectIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Whether a connection that had been idle was closed by the server just when it was taken: no request was read from it. */
const wasIdleTooLong = (error: Error, request: http.ClientRequest): boolean =>
  request.reusedSocket &&
  'code' in error &&
  (error.code === 'ECONNRESET' || error.code === 'EPIPE');

/** Sends requests to one server, over connections that are kept. */
export function createSender(baseUrl: string, agent?: https.Agent): Sender {
  const { protocol, hostname, port } = new URL(baseUrl);
  const isTls = protocol === 'https:';
  const connections =
    agent ?? new (isTls ? https : http).Agent({ keepAlive: true, maxSockets: 16 });

  function exchange(sent: RawRequest, canRetry: boolean): Promise<Answer> {
    const { method, path, headers = {}, body } = sent;
    const hasLength = Object.keys(headers).some((name) =>
      ['content-length', 'transfer-encoding'].includes(name.toLowerCase()),
    );
    const length =
      body === undefined || hasLength ? {} : { 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const request = (isTls ? https : http).request({
        agent: connections,
        host: hostname.replace(/^\[(.*)\]$/, '$1'),
        port,
        method,
        path,
        headers: { ...headers, ...length },
      });
      const late = setTimeout(
        () => request.destroy(new Error(`${method} ${path}: no answer in ${DEADLINE_MS} ms`)),
        DEADLINE_MS,
      );
      request.once('close', () => clearTimeout(late));
      request.once('error', (error) => {
        if (canRetry && wasIdleTooLong(error, request)) resolve(exchange(sent, false));
        else reject(error);
      });
      request.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const status = response.statusCode ?? 0;
          resolve({ status, headers: response.headers, text, json: objectIn(text) });
        });
      });
      request.end(body);
    });
  }

  return { send: (request) => exchange(request, true), close: () => connections.destroy() };
}
