import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import type { FleetRead } from './fleet-read.ts';

/** Response headers that may reach the browser. All others are dropped: cookies, redirects, CORS, server names. */
const PASSED_BACK = [
  'content-type',
  'content-length',
  'etag',
  'retry-after',
  NEWEST_EVENT_HEADER,
] as const;
/** The same of reads of the fleet. */
const PASSED_BACK_OF_FLEET = [...PASSED_BACK, 'content-encoding', 'vary'] as const;

/**
 * Headers of a forwarded request. Of the browser's own, only `If-Match` and `Idempotency-Key` are forwarded, and with reads
 * of the fleet what is understood of `Accept-Encoding` and `If-None-Match`.
 */
export interface UpstreamRequest {
  readonly token: string;
  /** Who sent the request, and its id. */
  readonly forwarded: () => Readonly<Record<string, string>>;
  readonly ifMatch: string | undefined;
  readonly idempotencyKey: string | undefined;
  readonly body: string | undefined;
  readonly fleetRead?: FleetRead | undefined;
}

const fleetReadHeaders = ({ encoding, ifNoneMatch }: FleetRead): IncomingHttpHeaders => ({
  ...(encoding === undefined ? {} : { 'accept-encoding': encoding }),
  ...(ifNoneMatch === undefined ? {} : { 'if-none-match': ifNoneMatch }),
});

export const upstreamHeaders = (request: UpstreamRequest): IncomingHttpHeaders => ({
  accept: 'application/json',
  authorization: `Bearer ${request.token}`,
  ...request.forwarded(),
  ...(request.fleetRead === undefined ? {} : fleetReadHeaders(request.fleetRead)),
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
export function passedBack({ headers }: IncomingMessage, isFleetRead: boolean): string[] {
  const passed: string[] = [];
  for (const name of isFleetRead ? PASSED_BACK_OF_FLEET : PASSED_BACK) {
    const value = headers[name];
    if (typeof value === 'string') passed.push(name, value);
  }
  return passed;
}
