import type { OperationInput } from '@asterism/api-types/common/operation';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import {
  MISSING_VOLUMES_MAX,
  type FleetVolumes,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** A question to the fleet's volumes, as the API takes it. */
export type FleetVolumesInput = OperationInput<typeof fleetApi.listFleetVolumes>;

/** A window of the volumes, as it was answered or as events have changed it since. */
export interface VolumesPage extends FleetVolumes {
  /** It knows of all events up to this one. */
  readonly newestEvent: string | undefined;
  /** Whether it is what the server would answer as of that event; otherwise it is to be read again. */
  readonly isExact: boolean;
}

async function readVolumesPage(
  question: FleetVolumesInput,
  signal: AbortSignal,
): Promise<VolumesPage> {
  let newestEvent: string | undefined;
  const onHeaders = (headers: Pick<Headers, 'get'>): void => {
    newestEvent = headers.get(NEWEST_EVENT_HEADER) ?? undefined;
  };
  const answer = await valueOf(api.listFleetVolumes(question, { signal, onHeaders }));
  return { ...answer, newestEvent, isExact: true };
}

/** A window of the volumes of the whole fleet. */
export const fleetVolumesQuery = (question: FleetVolumesInput) =>
  queryOptions({
    queryKey: [...queryKeys.fleetVolumes, question],
    queryFn: ({ signal }) => readVolumesPage(question, signal),
    refetchInterval: fallbackInterval,
  });

/** How many volumes there are of each kind; it reads as few of them as possible. */
export const volumeCountsQuery = () => fleetVolumesQuery({ limit: '1' });

/** Reads which of some volumes are gone: deleted, or their cluster is detached. */
export async function readMissingVolumes(
  volumeIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const missing: string[] = [];
  for (let at = 0; at < volumeIds.length; at += MISSING_VOLUMES_MAX) {
    const UUIDs = volumeIds.slice(at, at + MISSING_VOLUMES_MAX).join(',');
    // One at a time: a large selection must not crowd out the list.
    const answer = await valueOf(api.findMissingVolumes({ UUIDs }, { signal }));
    missing.push(...answer.missing);
  }
  return missing;
}

/** The projects that the user may see, with the clusters that have them. */
export const projectsQuery = () =>
  queryOptions({
    queryKey: queryKeys.projects,
    queryFn: ({ signal }) => valueOf(api.listFleetProjects({}, { signal })),
  });

/** The QoS policies of the fleet, by name, with the clusters that have them. */
export const policiesQuery = () =>
  queryOptions({
    queryKey: queryKeys.policies,
    queryFn: ({ signal }) => valueOf(api.listFleetPolicies({}, { signal })),
  });
