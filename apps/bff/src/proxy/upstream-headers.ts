import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Response headers that may reach the browser. All others are dropped: cookies, redirects, CORS, server names. */
const PASSED_BACK = ['content-type', 'content-length', 'etag', 'retry-after'] as const;

/** Headers of a forwarded request. Of the browser's own, only `If-Match` and `Idempotency-Key` are forwarded. */
export interface UpstreamRequest {
  readonly token: string;
  /** Who sent the request, and its id. */
  readonly forwarded: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: string | undefined;
}

export const upstreamHeaders = (request: UpstreamRequest): IncomingHttpHeaders => ({
  accept: 'application/json',
  authorization: `Bearer ${request.token}`,
  ...request.forwarded,
  ...(request.ifMatch === undefined ? {} : { 'if-match': request.ifMatch }),
  ...(request.idempotencyKey === undefined ? {} : { 'idempotency-key': request.idempotencyKey }),
  ...(request.body === undefined
    ? {}
    : {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(request.body)),
      }),
});

/** Names and values in turn. */
export function passedBack({ headers }: IncomingMessage): string[] {
  const passed: string[] = [];
  for (const name of PASSED_BACK) {
    const value = headers[name];
    if (value !== undefined) passed.push(name, value);
  }
  return passed;
}
