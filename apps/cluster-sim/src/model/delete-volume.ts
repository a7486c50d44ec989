import type { Failure } from '@asterism/api-types/common/failure';
import { ok, type Result } from '@asterism/api-types/common/result';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { ClusterModel } from './cluster-model.ts';
import { checkIfMatch } from './if-match.ts';
import { allowedNow } from './volume-busy.ts';
import { etagOf, type VolumeRecord } from './volume-record.ts';

/** Deletes a volume: it is Deleting at once and gone later (reference: Delete volume). */
export function deleteVolume(
  model: ClusterModel,
  volume: VolumeRecord,
  ifMatch: string | undefined,
): Result<void, Failure> {
  const matches = checkIfMatch(ifMatch, etagOf(volume));
  if (!matches.ok) return matches;
  const allowed = allowedNow(volume.state, volumeCan.delete(volume));
  if (!allowed.ok) return allowed;
  const until = model.now() + model.timing.deletingMs;
  const revision = volume.revision + 1;
  model.commit({ kind: 'volume', volume: { ...volume, state: 'Deleting', until, revision } });
  return ok(undefined);
}
