import type { ServerResponse } from 'node:http';
import { safeMessage } from '@asterism/api-server/safe-message';
import {
  detailsOf,
  GRPC_CODE,
  type ErrorBody,
  type Failure,
  type GrpcCodeName,
} from '@asterism/api-types/common/failure';

export const REQUEST_ID_HEADER = 'X-Request-Id';

/** Statuses that no gRPC code has of its own. */
export const refusal = (status: number, code: GrpcCodeName, message: string): Failure => ({
  status,
  code: GRPC_CODE[code],
  message,
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
  const message = safeMessage(failed.message);
  const body: ErrorBody = {
    error: message,
    code: failed.code,
    message,
    ...(failed.info === undefined ? {} : { details: detailsOf(failed.info) }),
    requestId: String(response.getHeader(REQUEST_ID_HEADER) ?? ''),
  };
  replyJson(response, failed.status, body);
}
