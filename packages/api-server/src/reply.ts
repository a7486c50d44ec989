import type { ServerResponse } from 'node:http';
import { detailsOf, type Failure } from '@asterism/api-types/common/failure';
import { safeMessage } from './safe-message.ts';

/** Answers with JSON, as text or in UTF-8, with the very headers of the vendor's gateway (lightbits-api §1.2). */
export function replyText(res: ServerResponse, status: number, json: string | Uint8Array): void {
  res.statusCode = status;
  // setHeader, not res.json: Express would add a charset.
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Grpc-Metadata-Content-Type', 'application/grpc');
  res.setHeader('Cache-Control', 'no-store');
  res.end(json);
}

/** {@link replyText} of a value. */
export const replyJson = (res: ServerResponse, status: number, body: unknown): void =>
  replyText(res, status, JSON.stringify(body));

/** Answers with a failure in the gateway's error body (lightbits-api §1.4). */
export function replyFailure(res: ServerResponse, failed: Failure): void {
  const { status, code, retryAfterSeconds, info } = failed;
  const message = safeMessage(failed.message);
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
  const details = info === undefined ? {} : { details: detailsOf(info) };
  replyJson(res, status, { error: message, code, message, ...details });
}

/** Answers as the gateway's router does where there is no operation (lightbits-api §1.2). */
export function replyPlain(res: ServerResponse, status: 404 | 405): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(status === 404 ? 'Not Found\n' : 'Method Not Allowed\n');
}
