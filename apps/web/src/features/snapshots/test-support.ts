import {
  fleetSnapshot,
  fleetSnapshotsOutput,
  type FleetSnapshot,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';

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
