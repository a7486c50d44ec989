import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { queryClient, queryKeys } from './query-client.ts';
import { snapshotCalls } from './snapshot-queries.ts';
import { readVolumesAgain } from './volume-writes.ts';
import {
  sendConditionalWrite,
  sendWrite,
  type ConditionalOutcome,
  type Write,
  type WriteFinding,
  type WriteOutcome,
} from './write.ts';

export type CreateSnapshotInput = OperationInput<typeof snapshotApi.createSnapshot>;

/** Reads the lists again after a change. Events do so too: this is for a stream that is down. */
export const readSnapshotsAgain = () =>
  queryClient.invalidateQueries({ queryKey: queryKeys.snapshots });

const readSnapshot = (which: Pick<FleetSnapshot, 'projectName' | 'UUID'>, signal: AbortSignal) =>
  snapshotCalls.getSnapshot({ projectName: which.projectName, UUID: which.UUID }, { signal });

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

const DONE = { kind: 'done', value: {} } as const;

async function findDeleted(
  snapshot: FleetSnapshot,
  signal: AbortSignal,
): Promise<WriteFinding<object>> {
  const now = await readSnapshot(snapshot, signal);
  if (!now.ok) return now.error.status === 404 ? DONE : { kind: 'open' };
  if (now.value.state === 'Deleting') return DONE;
  return { kind: now.value.state === 'Creating' ? 'open' : 'not-done' };
}

/** How long a snapshot may take to be read again, in milliseconds. */
const READ_MS = 10_000;

/** Deletes a snapshot, if it is still the one that was shown. */
export const deleteSnapshot: Write<FleetSnapshot, ConditionalOutcome<object>> = async (
  snapshot,
  onChecking,
) => {
  const { projectName, UUID, ETag } = snapshot;
  const outcome = await sendConditionalWrite<object>({
    send: () => snapshotCalls.deleteSnapshot({ projectName, UUID }, { ifMatch: ETag }),
    find: (signal) => findDeleted(snapshot, signal),
    onChecking,
  });
  if (outcome.kind === 'done' || outcome.kind === 'notFound') void readSnapshotsAgain();
  if (outcome.kind !== 'conflict') return outcome;
  // A cluster refuses with the same code what its state does not allow: only the snapshot itself can tell.
  const now = await readSnapshot(snapshot, AbortSignal.timeout(READ_MS));
  const isAsSeen = now.ok && now.value.ETag === ETag;
  return isAsSeen ? { kind: 'refused', error: outcome.error } : outcome;
};

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
