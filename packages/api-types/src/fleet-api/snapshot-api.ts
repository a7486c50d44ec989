import { z } from 'zod/mini';
import { resourcePolicyOperations } from '../cluster-api/resource-policy-operations.ts';
import { snapshotOperations } from '../cluster-api/snapshot-operations.ts';
import { defineOperation } from '../common/operation.ts';
import { uuid } from '../common/scalars.ts';
import { volumeDependents } from './volume-dependents.ts';
import { fleetSchedulesOutput } from './fleet-schedules.ts';
import { fleetSnapshotsInput, fleetSnapshotsOutput } from './fleet-snapshots.ts';

/** What the federation adds about snapshots. */
export const fleetSnapshotApi = {
  listFleetSnapshots: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/snapshots',
    summary: 'Search, filter and sort the snapshots of all attached clusters that you may see.',
    source: 'ours',
    input: fleetSnapshotsInput,
    output: fleetSnapshotsOutput,
    errors: [400, 401],
  }),
  listFleetSchedules: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/schedules',
    summary:
      'The snapshot schedules of all volumes that you may see, as their clusters answer now, with what each has made.',
    source: 'ours',
    input: z.object({}),
    output: fleetSchedulesOutput,
    errors: [401],
  }),
  getVolumeDependents: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/volumes/{UUID}/dependents',
    summary: 'The snapshots of a volume, and the volumes that were cloned from them.',
    source: 'ours',
    input: z.object({ UUID: uuid }),
    output: volumeDependents,
    errors: [400, 401, 404],
  }),
} as const;

const { listSnapshots: _fromTheIndex, ...ofSnapshots } = snapshotOperations;

/** All that the console calls about snapshots: a table of its own, for its first page needs none of it. */
export const snapshotApi = {
  ...fleetSnapshotApi,
  ...ofSnapshots,
  ...resourcePolicyOperations,
} as const;

export type SnapshotOperationName = keyof typeof snapshotApi;
