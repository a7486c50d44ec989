import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { queryOptions } from '@tanstack/react-query';
import { ApiFailure, valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** The calls about snapshots. They have a client of their own, for the first page needs none of them. */
export const snapshotCalls = createClient(snapshotApi, inSession);

/** A question to the fleet's snapshots, as the API takes it. */
export type FleetSnapshotsInput = OperationInput<typeof snapshotApi.listFleetSnapshots>;

/** A window of the snapshots of the whole fleet. */
export const snapshotsQuery = (question: FleetSnapshotsInput) =>
  queryOptions({
    queryKey: [...queryKeys.snapshots, question],
    queryFn: ({ signal }) => valueOf(snapshotCalls.listFleetSnapshots(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One snapshot as the index has it. */
export const indexedSnapshotQuery = (cluster: string, UUID: string) =>
  queryOptions({
    queryKey: [...queryKeys.snapshot, 'indexed', cluster, UUID],
    queryFn: async ({ signal }) => {
      const question = { cluster, query: `uuid=${UUID}` };
      const { snapshots } = await valueOf(snapshotCalls.listFleetSnapshots(question, { signal }));
      const found = snapshots.find((one) => one.UUID === UUID);
      if (found !== undefined) return found;
      const message = `there is no snapshot ${UUID}`;
      throw new ApiFailure({ kind: 'answer', status: 404, code: 5, message });
    },
    refetchInterval: fallbackInterval,
  });

/** What was made of a volume: its snapshots, and their clones. */
export const dependentsQuery = (volumeId: string) =>
  queryOptions({
    queryKey: [...queryKeys.dependents, volumeId],
    queryFn: ({ signal }) =>
      valueOf(snapshotCalls.getVolumeDependents({ UUID: volumeId }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One snapshot, as its cluster answers it now. */
export const snapshotQuery = (which: { readonly projectName: string; readonly UUID: string }) =>
  queryOptions({
    queryKey: [...queryKeys.snapshot, which],
    queryFn: ({ signal }) => valueOf(snapshotCalls.getSnapshot(which, { signal })),
  });
