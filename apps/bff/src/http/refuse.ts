import type { ServerResponse } from 'node:http';
import { errorBodyOf } from '@asterism/api-server/reply';
import {
  failure,
  type ErrorBody,
  type ErrorKind,
  type Failure,
} from '@asterism/api-types/common/failure';
import { REQUEST_ID_HEADER } from '@asterism/server-kit/request-log';

/** Statuses that no gRPC code maps to. */
export const refusal = (status: number, kind: ErrorKind, message: string): Failure => ({
  ...failure(kind, message),
  status,
});

/** Responds with JSON that must not be cached. */
export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.setHeader('Cache-Control', 'no-store');
  response.end(text);
}

/** Responds with a failure: the reference's error body, and the id of the request. */
export function refuse(response: ServerResponse, failed: Failure): void {
  if (failed.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(failed.retryAfterSeconds));
  }
  const body: ErrorBody = {
    ...errorBodyOf(failed),
    requestId: String(response.getHeader(REQUEST_ID_HEADER) ?? ''),
  };
  replyJson(response, failed.status, body);
}
