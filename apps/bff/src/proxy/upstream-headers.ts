import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** What may come back from the federation. Everything else stops here: cookies, redirects, CORS, server names. */
const PASSED_BACK = ['content-type', 'content-length', 'etag', 'retry-after'] as const;

/** What a forwarded request carries; nothing of the browser's own headers but `If-Match`. */
export interface UpstreamRequest {
  readonly token: string;
  /** From whom the request is, and its id. */
  readonly forwarded: Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly body: string | undefined;
}

/** The headers of a forwarded request. */
export const upstreamHeaders = (request: UpstreamRequest): IncomingHttpHeaders => ({
  accept: 'application/json',
  authorization: `Bearer ${request.token}`,
  ...request.forwarded,
  ...(request.ifMatch === undefined ? {} : { 'if-match': request.ifMatch }),
  ...(request.body === undefined
    ? {}
    : {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(request.body)),
      }),
});

/** The headers of an answer that may reach the browser. */
export function passedBack(answer: IncomingMessage): [string, string][] {
  return PASSED_BACK.flatMap((name) => {
    const value = answer.headers[name];
    return value === undefined ? [] : [[name, value] satisfies [string, string]];
  });
}
