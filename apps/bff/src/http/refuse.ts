import type { ServerResponse } from 'node:http';
import { errorBodyOf } from '@asterism/api-server/reply';
import {
  failure,
  type ErrorBody,
  type ErrorKind,
  type Failure,
} from '@asterism/api-types/common/failure';
import { REQUEST_ID_HEADER } from '@asterism/server-kit/request-log';

/** Statuses that no gRPC code has of its own. */
export const refusal = (status: number, kind: ErrorKind, message: string): Failure => ({
  ...failure(kind, message),
  status,
});

/** Answers with JSON that nobody may keep. */
export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.setHeader('Cache-Control', 'no-store');
  response.end(text);
}

/** Answers with a failure: the error body of the reference, and the request's id. */
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
