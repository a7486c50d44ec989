import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import { nameByVolume } from '@asterism/api-types/rules/names-by-volume';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { isTransitional } from '@asterism/api-types/rules/volume-states';

/** Why no snapshots of a volume can be taken under that name, also when what it is at will have ended. */
export function refusalByName(
  volume: Volume,
  names: string,
  what: 'snapshot' | 'schedule',
): TaskFailure | undefined {
  const verdict = volumeCan.snapshot(volume);
  if (!verdict.allowed && (!isTransitional(volume.state) || volume.state === 'Deleting')) {
    return { kind: 'state', reason: verdict.reason };
  }
  const named = volumeNameRule(nameByVolume(names, volume.name));
  return named.allowed
    ? undefined
    : { kind: 'not-valid', reason: `The name of the ${what} ${named.reason}.` };
}
