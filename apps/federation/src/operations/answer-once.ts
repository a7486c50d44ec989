import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { AnswerOnce, KeyedRequest, Submission } from '@asterism/api-server/answer-once';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { mayAsk } from '@asterism/api-types/rules/access';
import { IDEMPOTENCY_KEY_HEADER } from '@asterism/api-types/rules/idempotency-key';
import type { OperationName } from '../identity/policies.ts';
import { policies } from '../identity/policies.ts';
import type { Principal } from '../identity/principal.ts';
import type {
  ClaimedRequest,
  KeyedContent,
  KeyedRequestStore,
  RequestClaim,
} from '../store/keyed-request-store.ts';

/** How long a request waits for an earlier one with its key, and how often it looks, in milliseconds. */
export interface WaitTimings {
  readonly within: number;
  readonly first: number;
  readonly most: number;
}

/** A write may take 18 seconds, and the BFF waits 25. */
const TIMINGS: WaitTimings = { within: 20_000, first: 25, most: 500 };

const underWay = (): Failure => ({
  ...failure('aborted', 'the same request is being carried out already: ask again for its answer', {
    retryAfterSeconds: 1,
  }),
  info: { reason: 'REQUEST_UNDER_WAY', metadata: {} },
});

const otherContent = (): Failure => ({
  ...fieldFailure(
    'invalidArgument',
    IDEMPOTENCY_KEY_HEADER,
    'belongs to a request with another content',
  ),
  info: { reason: 'IDEMPOTENCY_KEY_REUSED', metadata: {} },
});

const REFUSALS: Readonly<
  Record<Exclude<RequestClaim['kind'], 'claimed' | 'answered'>, () => Failure>
> = {
  'under way': underWay,
  'other content': otherContent,
};

const isOperation = (name: string): name is OperationName => Object.hasOwn(policies, name);

function projectOf(input: unknown): string {
  if (typeof input !== 'object' || input === null || !('projectName' in input)) return '';
  return typeof input.projectName === 'string' ? input.projectName : '';
}

/** An answer of before is given only to who may still make the request. */
function mayStillAsk({ operation, principal, input }: KeyedRequest<Principal>) {
  const access = isOperation(operation) ? policies[operation] : 'cluster-admin';
  return mayAsk(access, principal.rights, projectOf(input));
}

const contentOf = ({
  operation,
  principal,
  key,
  input,
}: KeyedRequest<Principal>): KeyedContent => ({
  principal: principal.subject,
  operation,
  key,
  hash: createHash('sha256').update(JSON.stringify(input)).digest('base64url'),
});

/** Trouble with the database now does not change what was done; the claim lapses, and the next one finds out. */
const orLapse = (written: Promise<void>): Promise<void> => written.catch(() => undefined);

async function runClaimed(
  { submission: id, begunAt, isRepeat, ...claim }: ClaimedRequest,
  run: (submission: Submission) => Promise<Result<string, Failure>>,
): Promise<Result<string, Failure>> {
  try {
    const done = await run({ id, begunAt, isRepeat });
    if (done.ok) await orLapse(claim.answer(done.value));
    else await orLapse(saysUnknown(done.error) ? claim.leaveOpen() : claim.forget());
    return done;
  } catch (error) {
    await orLapse(claim.leaveOpen());
    throw error;
  }
}

/**
 * Carries out a request with an idempotency key once, over all replicas: who sends it again gets the first answer. A
 * request that was refused has done nothing, and may be sent again. What left it open what it did is found out by the
 * operation itself, at the next request with the key. See docs/decisions/0035.
 */
export const createAnswerOnce =
  (store: KeyedRequestStore, timings = TIMINGS): AnswerOnce<Principal> =>
  async (request, run) => {
    const verdict = mayStillAsk(request);
    if (!verdict.allowed) return err(failure('permissionDenied', verdict.reason));
    const claim = await claimInTime(store, contentOf(request), timings);
    if (claim.kind === 'claimed') return runClaimed(claim.request, run);
    if (claim.kind === 'answered') return ok(claim.answer);
    return err(REFUSALS[claim.kind]());
  };

async function claimInTime(
  store: KeyedRequestStore,
  content: KeyedContent,
  { within, first, most }: WaitTimings,
): Promise<RequestClaim> {
  const deadline = performance.now() + within;
  for (let wait = first; ; wait = Math.min(wait * 2, most)) {
    const claim = await store.claim(content);
    if (claim.kind !== 'under way' || performance.now() + wait >= deadline) return claim;
    await pause(wait);
  }
}
