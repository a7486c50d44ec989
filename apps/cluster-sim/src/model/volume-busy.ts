import { failure, type Failure, type GrpcCodeName } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { VolumeState } from '@asterism/api-types/rules/volume-states';
import type { Verdict } from '@asterism/api-types/rules/verdict';

/** How the state of a volume refuses an action: see the reference's Delete and Update volume, and lightbits-api §5. */
const REFUSAL: Record<VolumeState, GrpcCodeName> = {
  Creating: 'unavailable',
  Updating: 'unavailable',
  Rollback: 'aborted',
  Unknown: 'failedPrecondition',
  Available: 'failedPrecondition',
  Migrating: 'failedPrecondition',
  Deleting: 'failedPrecondition',
  Deleted: 'failedPrecondition',
  Failed: 'failedPrecondition',
};

/** The verdict of `volumeCan` as an answer: 503 while it will soon be possible, 409 for a running task, else 400 code 9. */
export function allowedNow(state: VolumeState, verdict: Verdict): Result<void, Failure> {
  if (verdict.allowed) return ok(undefined);
  const name = REFUSAL[state];
  const extra = name === 'unavailable' ? { retryAfterSeconds: 1 } : {};
  return err(failure(name, verdict.reason, extra));
}
