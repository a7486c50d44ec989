import type { ErrorRequestHandler, Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { replyFailure } from './reply.ts';

/** Receives everything that was thrown and is not the fault of the request. */
export type OnUnexpected = (error: unknown, request: Request) => void;

/** What an error means that is expected at times, wherever it comes up; undefined for all others. */
export type FailureOf = (error: unknown) => Failure | undefined;

/**
 * The one exit for what was thrown: Express's own refusals (a body, a path that cannot be read) keep their status, all
 * else is a 500. It comes last in an application: Express's own handler would answer in HTML, with the stack.
 */
export function lastResort(
  onUnexpected: OnUnexpected,
  failureOf: FailureOf = () => undefined,
): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
    if (status === 413) {
      const tooLarge = failure('invalidArgument', 'the body is too large');
      return replyFailure(response, { ...tooLarge, status });
    }
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return replyFailure(response, failure('invalidArgument', 'the request could not be read'));
    }
    const expected = failureOf(error);
    if (expected !== undefined) return replyFailure(response, expected);
    onUnexpected(error, request);
    return replyFailure(response, failure('internal', 'something went wrong on the server'));
  };
}
