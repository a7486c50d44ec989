import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Rights } from '@asterism/api-types/rules/roles';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { refused, type Verdict } from '@asterism/api-types/rules/verdict';
import { missingRight } from '#/domain/missing-right.ts';

/** Whether this user may change the volume in its present state, with the reason when not. */
export function mayChange(rights: Rights, volume: Volume): Verdict {
  const missing = missingRight(rights, 'updateVolume', volume.projectName);
  return missing === undefined ? volumeCan.update(volume) : refused(missing);
}

/** Whether this user may delete the volume in its present state, with the reason when not. */
export function mayDelete(rights: Rights, volume: Volume): Verdict {
  const missing = missingRight(rights, 'deleteVolume', volume.projectName);
  return missing === undefined ? volumeCan.delete(volume) : refused(missing);
}
