import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { inSession } from './client.ts';
import { OF_SNAPSHOTS, queryClient } from './query-client.ts';
import { snapshotCalls } from './snapshot-queries.ts';
import { readVolumesAgain } from './volume-writes.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

export type CreateSnapshotInput = OperationInput<typeof snapshotApi.createSnapshot>;

/** Reads the lists again after a change. Events do so too: this is for a stream that is down. */
export const readSnapshotsAgain = () =>
  Promise.all(OF_SNAPSHOTS.map((queryKey) => queryClient.invalidateQueries({ queryKey })));

/** Takes a snapshot; its value is the snapshot as it begins. */
export const createSnapshot: Write<CreateSnapshotInput, WriteOutcome<Snapshot>> = async (
  input,
  onChecking,
) => {
  const { projectName, name, sourceVolumeUUID } = input;
  const outcome = await sendWrite({
    send: () => snapshotCalls.createSnapshot(input),
    async find(signal) {
      const read = await snapshotCalls.getSnapshot({ projectName, Name: name }, { signal });
      if (!read.ok) return { kind: read.error.status === 404 ? 'not-done' : 'open' };
      const isIt = read.value.sourceVolumeUUID === sourceVolumeUUID;
      return isIt ? { kind: 'done', value: read.value } : { kind: 'unclear' };
    },
    onChecking,
  });
  if (outcome.kind === 'done') void readSnapshotsAgain();
  return outcome;
};

const deletionCalls = createClient(snapshotTaskApi, inSession);

export type DraftSnapshotsInput = OperationInput<typeof snapshotTaskApi.draftSnapshotsTask>;

/** Previews the deletion of snapshots. A draft does nothing, and lapses. */
export const draftSnapshotsTask: Write<DraftSnapshotsInput, WriteOutcome<FleetTask>> = (
  input,
  onChecking,
  idempotencyKey,
) =>
  sendWrite({
    send: () => deletionCalls.draftSnapshotsTask(input, { idempotencyKey }),
    onChecking,
  });

interface Rollback {
  readonly volume: Pick<Volume, 'UUID' | 'projectName'>;
  readonly snapshot: Pick<FleetSnapshot, 'UUID'>;
}

/** Rolls a volume back. Nothing but the federation can tell whether that was done, and it has looked already. */
export const rollBack: Write<Rollback, WriteOutcome<object>> = async (
  { volume: { UUID, projectName }, snapshot },
  onChecking,
) => {
  const outcome = await sendWrite<object>({
    send: () => snapshotCalls.rollbackVolume({ projectName, UUID, srcSnapshotUUID: snapshot.UUID }),
    onChecking,
  });
  if (outcome.kind === 'done') void readVolumesAgain([UUID]);
  return outcome;
};
