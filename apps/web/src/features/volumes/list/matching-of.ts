import { matchingVolumes, type MatchingVolumes } from '@asterism/api-types/fleet-api/fleet-task';
import { fleetVolumesInput } from '@asterism/api-types/fleet-api/fleet-volumes';
import { z } from 'zod/mini';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';

/** All volumes that answer a question of the list, as a task takes them, but some by UUID. */
export function matchingOf(
  question: FleetVolumesInput,
  except: ReadonlySet<string>,
): MatchingVolumes {
  const {
    sort: _,
    order: __,
    offset: ___,
    limit: ____,
    ...narrowing
  } = z.parse(fleetVolumesInput, question);
  return z.parse(matchingVolumes, {
    ...narrowing,
    ...(except.size > 0 ? { except: [...except] } : {}),
  });
}
