import {
  fleetSnapshot,
  fleetSnapshotsOutput,
  type FleetSnapshot,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';
import { aTask } from '#/test-support/a-task.ts';
import type { Server } from '#/test-support/render-page.tsx';

const CLUSTER_ID = 'c1000000-0000-4000-8000-000000000001';
const VOLUME_ID = 'f1000000-0000-4000-8000-000000000001';
const GIB = 1024n ** 3n;

export const aSnapshot = (n: number, facts: Partial<FleetSnapshot> = {}): FleetSnapshot => ({
  ...fleetSnapshot.parse({
    UUID: `e1000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    name: `db-daily-${n}`,
    state: 'Available',
    projectName: 'acme',
    clusterId: CLUSTER_ID,
    sourceVolumeUUID: VOLUME_ID,
    sourceVolumeName: 'db',
    creationTime: `2026-01-0${n}T00:00:00Z`,
    size: String(10n * GIB),
    ETag: String(n),
  }),
  ...facts,
});

export const theVolume = (facts: Partial<Volume> = {}): Volume => ({
  ...volume.parse({ UUID: VOLUME_ID }),
  name: 'db',
  projectName: 'acme',
  clusterId: CLUSTER_ID,
  state: 'Available',
  protectionState: 'FullyProtected',
  size: String(20n * GIB),
  ETag: '7',
  ...facts,
});

/** What the index answers when it has these, newest first. */
export const indexAnswer = (snapshots: readonly FleetSnapshot[], facts: object = {}) =>
  fleetSnapshotsOutput.parse({
    snapshots: snapshots.toReversed(),
    total: snapshots.length,
    totals: {},
    facets: { cluster: { [CLUSTER_ID]: snapshots.length }, project: {}, state: {} },
    clusters: [
      {
        clusterId: CLUSTER_ID,
        name: 'north',
        displayName: 'north',
        status: 'Connected',
        asOf: '2026-01-09T00:00:00Z',
        ...facts,
      },
    ],
  });

/** A snapshot as an item of a task that is to delete it. */
const anItem = (
  { UUID, name, projectName, clusterId, ETag, ...snapshot }: FleetSnapshot,
  index: number,
): TaskItem => ({
  index,
  target: {
    UUID,
    name,
    projectName,
    clusterId,
    ETag,
    size: '4096',
    volume: { UUID: snapshot.sourceVolumeUUID, name: snapshot.sourceVolumeName },
  },
  state: 'waiting',
  isModified: false,
  mayBeInUse: false,
  clones: index,
  isScheduled: index === 1,
});

/** A federation that previews and starts the deletion of these snapshots. */
export function deletionOf(
  snapshots: readonly FleetSnapshot[],
  facts: Partial<FleetTask> = {},
): Server {
  const none = { failed: 0, running: 0, following: 0, done: 0, canceled: 0, skipped: 0 };
  let task = aTask({
    kind: 'delete snapshots',
    state: 'DRAFT',
    total: snapshots.length,
    counts: { ...none, waiting: snapshots.length },
    ...facts,
  });
  return ({ method, url }) => {
    if (url.includes('/items')) {
      return { body: { items: snapshots.map(anItem), total: snapshots.length } };
    }
    if (method === 'POST' && url === '/api/v2/fleet/snapshots/tasks') return { body: task };
    if (url.endsWith('/start')) task = { ...task, state: 'PENDING' };
    return url.startsWith('/api/v2/fleet/tasks/') ? { body: task } : undefined;
  };
}
