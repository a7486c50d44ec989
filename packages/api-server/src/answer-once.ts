import type { Request } from 'express';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  IDEMPOTENCY_KEY_HEADER,
  IDEMPOTENCY_KEY_RULE,
  keyInQuotes,
} from '@asterism/api-types/rules/idempotency-key';

/** What all requests with one idempotency key have in common. */
export interface Submission {
  /** A UUID that nothing else has. */
  readonly id: string;
  /** When the first of them came. */
  readonly begunAt: Date;
  /** Whether an earlier one may have done its work: it did not say what came of it. */
  readonly isRepeat: boolean;
}

/** A request with an idempotency key. */
export interface KeyedRequest<Principal> {
  readonly operation: string;
  readonly principal: Principal;
  readonly key: string;
  readonly input: unknown;
}

/** Answers a request with an idempotency key, in JSON: as before when it was carried out before, else as `run` does. */
export type AnswerOnce<Principal> = (
  request: KeyedRequest<Principal>,
  run: (submission: Submission) => Promise<Result<string, Failure>>,
) => Promise<Result<string, Failure>>;

/** The idempotency key of a request; undefined when there is none, or when the operation does not honour it. */
export function idempotencyKeyOf(
  request: Pick<Request, 'get'>,
  operation: Operation,
): Result<string | undefined, Failure> {
  const header = request.get(IDEMPOTENCY_KEY_HEADER);
  if (operation.idempotencyKey !== true || header === undefined) return ok(undefined);
  const key = keyInQuotes(header);
  return key === undefined
    ? err(invalidField(IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_KEY_RULE))
    : ok(key);
}
