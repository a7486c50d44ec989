import { failure, type Failure, type GrpcCodeName } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { SnapshotState } from '@asterism/api-types/rules/snapshot-states';
import type { Verdict } from '@asterism/api-types/rules/verdict';
import type { SnapshotRecord } from './snapshot-record.ts';

/** How the state of a snapshot refuses an action (lightbits-api §5, §9 DeleteSnapshot). */
const REFUSAL: Record<SnapshotState, GrpcCodeName> = {
  Creating: 'unavailable',
  Unknown: 'failedPrecondition',
  Available: 'failedPrecondition',
  Deleting: 'failedPrecondition',
  Deleted: 'failedPrecondition',
  Failed: 'failedPrecondition',
};

/** The verdict of `snapshotCan` as an answer: 503 while the snapshot is being created, else 400 code 9. */
export function snapshotAllowedNow(
  snapshot: SnapshotRecord,
  verdict: Verdict,
): Result<void, Failure> {
  if (verdict.allowed) return ok(undefined);
  const name = REFUSAL[snapshot.state];
  const extra = name === 'unavailable' ? { retryAfterSeconds: 1 } : {};
  return err(failure(name, verdict.reason, extra));
}
