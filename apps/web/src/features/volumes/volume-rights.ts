import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Rights } from '@asterism/api-types/rules/roles';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { allowed, refused, type Verdict } from '@asterism/api-types/rules/verdict';

/** Whether this user may change the volume in its present state, with the reason when not. */
export function mayChange(rights: Rights, volume: Volume): Verdict {
  if (!rights.canChange(volume.projectName)) {
    return refused(`You don’t have permission to edit volumes in project ${volume.projectName}.`);
  }
  return volumeCan.update(volume);
}

/** Whether this user may delete the volume in its present state, with the reason when not. */
export function mayDelete(rights: Rights, volume: Volume): Verdict {
  if (!rights.canChange(volume.projectName)) {
    return refused(`You don’t have permission to delete volumes in project ${volume.projectName}.`);
  }
  const verdict = volumeCan.delete(volume);
  return verdict.allowed ? allowed : verdict;
}
