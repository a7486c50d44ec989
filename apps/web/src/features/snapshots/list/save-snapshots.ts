import { ok } from '@asterism/api-types/common/result';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { snapshotCalls, type FleetSnapshotsInput } from '#/api/snapshot-queries.ts';
import { saveList, type Cells } from '#/table/save-rows.ts';
import { idOf } from './snapshot-ids.ts';

/** Everything about a snapshot that fits in a cell. */
const CELLS: Cells<FleetSnapshot> = [
  ['name', ({ name }) => name],
  ['UUID', ({ UUID }) => UUID],
  ['projectName', ({ projectName }) => projectName],
  ['clusterId', ({ clusterId }) => clusterId],
  ['state', ({ state }) => state],
  ['sourceVolumeName', ({ sourceVolumeName }) => sourceVolumeName],
  ['sourceVolumeUUID', ({ sourceVolumeUUID }) => sourceVolumeUUID],
  ['creationTime', ({ creationTime }) => creationTime],
  ['retentionTime', ({ retentionTime }) => retentionTime],
  ['expires', ({ expires = '' }) => expires],
  ['size', ({ size }) => size],
  ['physicalOwnedCapacity', ({ statistics }) => statistics.physicalOwnedCapacity],
  ['userWritten', ({ statistics }) => statistics.userWritten],
  ['labels', ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(' ')],
  ['description', ({ description }) => description],
];

/** Saves all snapshots that answer a question as a CSV file. */
export const saveSnapshots = (question: FleetSnapshotsInput) =>
  saveList({
    what: { one: 'snapshot', many: 'snapshots' },
    cells: CELLS,
    rowId: idOf,
    read: async (part) => {
      const page = await snapshotCalls.listFleetSnapshots({ ...question, ...part });
      return page.ok ? ok({ rows: page.value.snapshots, total: page.value.total }) : page;
    },
  });
