import type { ServerResponse } from 'node:http';
import type { ErrorRequestHandler, Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { replyFailure } from './reply.ts';

/** Receives everything that was thrown and is not the fault of the request. */
export type OnUnexpected = (error: unknown, request: Request) => void;

/** What an error means that is expected at times, wherever it comes up; undefined for all others. */
export type FailureOf = (error: unknown) => Failure | undefined;

export interface LastResortOptions {
  readonly onUnexpected: OnUnexpected;
  readonly failureOf?: FailureOf | undefined;
  /** Answers with a failure; {@link replyFailure} unless it is given. */
  readonly reply?: (response: ServerResponse, failed: Failure) => void;
  /** The answer to what nobody foresaw, where it is not in the words of the gateway. */
  readonly unexpected?: Failure;
}

const UNEXPECTED = failure('internal', 'something went wrong on the server');

/**
 * The one exit for what was thrown: Express's own refusals (a body, a path that cannot be read) keep their status, all
 * else is a 500. An answer that has begun is cut off. It comes last in an application: Express's own handler would
 * answer in HTML, with the stack.
 */
export function lastResort({
  onUnexpected,
  failureOf = () => undefined,
  reply = replyFailure,
  unexpected = UNEXPECTED,
}: LastResortOptions): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const expected = failureOf(error);
    if (response.headersSent) {
      if (expected === undefined) onUnexpected(error, request);
      return void response.destroy();
    }
    const status =
      typeof error === 'object' && error !== null && 'status' in error ? error.status : 500;
    if (status === 413) {
      const tooLarge = failure('invalidArgument', 'the body is too large');
      return reply(response, { ...tooLarge, status });
    }
    if (typeof status === 'number' && status >= 400 && status < 500) {
      return reply(response, failure('invalidArgument', 'the request could not be read'));
    }
    if (expected !== undefined) return reply(response, expected);
    onUnexpected(error, request);
    return reply(response, unexpected);
  };
}
