import type { ServerResponse } from 'node:http';
import { encodeDetails } from '@asterism/api-types/common/error-details';
import type { ErrorBody, Failure } from '@asterism/api-types/common/failure';
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

/** So many fields are named at most: a request may break a rule a thousand times. */
const VIOLATIONS_MAX = 32;

/** The gateway's error body of a failure (lightbits-api §1.4); its `details` are there only when it has some. */
export function errorBodyOf({ code, message: text, info, violations = [] }: Failure): ErrorBody {
  const message = safeMessage(text);
  const details = encodeDetails({
    ...(info === undefined ? {} : { info }),
    violations: violations.slice(0, VIOLATIONS_MAX).map(({ field, description }) => ({
      field: safeMessage(field),
      description: safeMessage(description),
    })),
  });
  return { error: message, code, message, ...(details === undefined ? {} : { details }) };
}

/** Answers with a failure in the gateway's error body. */
export function replyFailure(res: ServerResponse, failed: Failure): void {
  const { status, retryAfterSeconds } = failed;
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
  replyJson(res, status, errorBodyOf(failed));
}

/** Answers as the gateway's router does where there is no operation (lightbits-api §1.2). */
export function replyPlain(res: ServerResponse, status: 404 | 405): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.end(status === 404 ? 'Not Found\n' : 'Method Not Allowed\n');
}
