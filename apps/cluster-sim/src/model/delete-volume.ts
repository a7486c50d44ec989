import { ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { checkIfMatch, checkVolumeState } from './preconditions.ts';
import { etagOf, type VolumeRecord } from './volume-record.ts';

/** Deletes a volume with its schedules: it is Deleting at once and gone later (reference: Delete volume). */
export function deleteVolume(
  model: ClusterModel,
  volume: VolumeRecord,
  ifMatch: string | undefined,
): Result<void, Refusal> {
  const matches = checkIfMatch(ifMatch, etagOf(volume), 'volume');
  if (!matches.ok) return matches;
  const allowed = checkVolumeState(volume, 'delete');
  if (!allowed.ok) return allowed;
  const until = model.now() + model.timing.deletingMs;
  const revision = volume.revision + 1;
  model.commit({ kind: 'volume', volume: { ...volume, state: 'Deleting', until, revision } });
  const policies = [...model.resourcePolicies.ofVolume(volume.UUID)];
  for (const { UUID } of policies) model.commit({ kind: 'resource-policy-gone', UUID });
  return ok(undefined);
}
