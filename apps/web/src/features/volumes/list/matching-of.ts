import { fleetVolumesInput } from '@asterism/api-types/fleet-api/fleet-volumes';
import { matchingVolumes } from '@asterism/api-types/fleet-api/task-targets';
import { matchingBy } from '#/domain/matching-by.ts';

/** All volumes that answer a question of the list, as a task takes them, but some by UUID. */
export const matchingOf = matchingBy(fleetVolumesInput, matchingVolumes);
