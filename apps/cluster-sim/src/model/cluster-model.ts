import type {
  Credential,
  Policy,
  Project,
} from '@asterism/api-types/cluster-api/cluster-operations';
import type { NvmeDevice } from '@asterism/api-types/cluster-api/nvme-device';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Change } from './change.ts';
import type { Clock, Timing } from './clock.ts';
import { createDriveStates } from './drive-states.ts';
import { createNodeStates, type Protection } from './node-states.ts';
import type { SimClusterSpec } from './sim-cluster-spec.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';
import { createResourcePolicyStore, type ResourcePolicyStore } from './resource-policy-store.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createVolumeStore, type VolumeStore } from './volume-store.ts';
import type { VolumeRecord } from './volume-record.ts';
import type { Workload } from './workload.ts';

/** What a cluster starts with. */
export interface ClusterSeed {
  readonly spec: SimClusterSpec;
  readonly projects: readonly Project[];
  readonly policies: readonly Policy[];
  readonly volumes: readonly VolumeRecord[];
  readonly snapshots: readonly SnapshotRecord[];
  /** The resource policies that take snapshots. */
  readonly schedules: readonly ResourcePolicy[];
}

/** Hosts that read and write. */
export interface Hosts {
  readonly workload: Workload;
  /** The time as the hosts have it, in milliseconds since the epoch: it may go faster than the clock. */
  readonly now: () => number;
}

/** What of a volume follows from what happens around it. */
export type CurrentVolume = Pick<VolumeRecord, 'used'> & Protection;

export interface ModelOptions {
  readonly seed: ClusterSeed;
  readonly clock: Clock;
  readonly timing: Timing;
  /** Nobody reads or writes without them. */
  readonly hosts?: Hosts | undefined;
  readonly newUuid: () => string;
  /** Gets every change before it takes effect; if it throws, the change does not happen. */
  readonly record: (change: Change) => void;
}

/** One simulated cluster: its state, and the one way to change it. */
export interface ClusterModel {
  readonly spec: SimClusterSpec;
  readonly timing: Timing;
  /** The volumes as they are now: what was due to end has ended. */
  readonly volumes: VolumeStore;
  /** The snapshots as they are now. */
  readonly snapshots: SnapshotStore;
  readonly projects: ReadonlyMap<string, Project>;
  /** The QoS policies, by UUID. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly resourcePolicies: ResourcePolicyStore;
  readonly now: () => number;
  readonly hosts: Hosts | undefined;
  /** What the nodes do for the hosts; counted from the first time on that somebody asks. */
  readonly traffic: Traffic | undefined;
  /** What hosts and nodes have made of the volume since its record was written. */
  readonly currentOf: (volume: VolumeRecord) => CurrentVolume;
  /** What `currentOf` gives for a record changes with this text only. */
  readonly currentAt: string;
  /** The drives as they are now. */
  readonly nvmeDevices: readonly NvmeDevice[];
  /** Has a drive fail, or puts a good one in its place: until the simulator ends. */
  setDriveFailed(serial: string, isFailed: boolean): void;
  /** Takes a node away, or lets it come back: until the simulator ends. */
  setNodeAway(UUID: string, isAway: boolean): void;
  readonly newUuid: () => string;
  credential(projectName: string, ID: string): Credential | undefined;
  credentialsOf(projectName: string): Credential[];
  /** Records a change, then makes it. */
  commit(change: Change): void;
  /** Makes a change that was recorded earlier. */
  replay(change: Change): void;
}

/**
 * What volumes use moves in such steps, in milliseconds, by the time of the hosts: it is counted once in each, and in
 * between whoever asks again sees what he saw.
 */
const USE_STEP_MS = 300_000;

const IS_OUT_OF_REACH: ReadonlySet<string> = new Set(['Creating', 'Failed', 'Deleting']);

/** How a thing is once it has been created, changed or rolled back. */
const SETTLED = { state: 'Available', until: undefined } as const;

/** A thing whose transitional state, other than Deleting, has ended. */
const settled = <T extends { readonly revision: number }>(record: T) => ({
  ...record,
  ...SETTLED,
  revision: record.revision + 1,
});

/** Ends the transitional states that are due: Deleting in nothing, every other as `end` has it. Gives when the next is due. */
function settleRecords<T extends StoredRecord>(
  store: RecordStore<T>,
  now: number,
  end: (record: T) => T,
): number {
  let nextDue = Infinity;
  for (const record of store.transitional()) {
    const due = record.until ?? Infinity;
    if (due > now) nextDue = Math.min(nextDue, due);
    else if (record.state === 'Deleting') store.remove(record.UUID);
    else store.put(end(record));
  }
  return nextDue;
}

const credentialKey = (projectName: string, ID: string): string => `${projectName}/${ID}`;

export function createClusterModel(options: ModelOptions): ClusterModel {
  const { seed, clock, timing, hosts, newUuid, record } = options;
  const stepNow = (): number =>
    hosts === undefined ? 0 : Math.floor(hosts.now() / USE_STEP_MS) * USE_STEP_MS;
  let usedAt = stepNow();
  const nodeStates = createNodeStates(seed.spec.nodes);
  const driveStates = createDriveStates(seed.spec);
  let { spec } = seed;
  function currentOf(volume: VolumeRecord): CurrentVolume {
    const { protection, rebuildProgress } = nodeStates.protectionOf(volume);
    const used = hosts === undefined ? volume.used : hosts.workload.usedOf(volume, usedAt);
    return { used, protection, rebuildProgress };
  }
  let traffic: Traffic | undefined;
  const volumes = createVolumeStore(currentOf, {
    added: (volume) => traffic?.added(volume),
    removed: (volume) => traffic?.removed(volume),
  });
  const snapshots = createSnapshotStore();
  const projects = new Map(seed.projects.map((project) => [project.name, project]));
  const policies = new Map(seed.policies.map((policy) => [policy.UUID, policy]));
  const resourcePolicies = createResourcePolicyStore(() => clock.now());
  const credentials = new Map<string, Credential>();
  let nextDue = Infinity;

  function noteDue({ until }: { readonly until?: number | undefined }): void {
    nextDue = Math.min(nextDue, until ?? Infinity);
  }
  function putVolume(volume: VolumeRecord): void {
    volumes.put(volume);
    noteDue(volume);
  }
  function putSnapshot(snapshot: SnapshotRecord): void {
    snapshots.put(snapshot);
    noteDue(snapshot);
  }
  for (const volume of seed.volumes) putVolume(volume);
  for (const snapshot of seed.snapshots) putSnapshot(snapshot);
  for (const schedule of seed.schedules) resourcePolicies.put(schedule);

  /** Ends the transitional states that are due. The model has no timers: time passes when somebody reads. */
  function settle(): void {
    const now = clock.now();
    const step = stepNow();
    const isMoved = nodeStates.advanceTo(now);
    const isDriven = driveStates.advanceTo(now);
    if (isMoved || isDriven) {
      spec = { ...spec, nodes: driveStates.withDrives(nodeStates.nodes) };
    }
    if (isMoved) traffic?.placeAgain();
    if (isMoved || step !== usedAt) {
      usedAt = step;
      volumes.recount();
    }
    if (now < nextDue) return;
    nextDue = Math.min(
      settleRecords(volumes, now, settled),
      settleRecords(snapshots, now, settled),
    );
  }

  /** Hosts reach a volume at the first of its nodes that is active. */
  function placeOf({ state, nodeList }: VolumeRecord): string | undefined {
    if (IS_OUT_OF_REACH.has(state)) return undefined;
    return nodeList.find((UUID) =>
      spec.nodes.some((node) => node.UUID === UUID && node.state === 'Active'),
    );
  }

  function apply(change: Change): void {
    switch (change.kind) {
      case 'volume':
        return putVolume(change.volume);
      case 'snapshot':
        return putSnapshot(change.snapshot);
      case 'project':
        return void projects.set(change.project.name, change.project);
      case 'project-gone':
        return void projects.delete(change.name);
      case 'policy':
        return void policies.set(change.policy.UUID, change.policy);
      case 'policy-gone':
        return void policies.delete(change.UUID);
      case 'resource-policy':
        return resourcePolicies.put(change.policy);
      case 'resource-policy-gone':
        return resourcePolicies.remove(change.UUID);
      case 'credential': {
        const { projectName, ID } = change.credential;
        return void credentials.set(credentialKey(projectName, ID), change.credential);
      }
      case 'credential-gone':
        return void credentials.delete(credentialKey(change.projectName, change.ID));
    }
  }

  return {
    get spec() {
      settle();
      return spec;
    },
    timing,
    get volumes() {
      settle();
      return volumes;
    },
    get snapshots() {
      settle();
      return snapshots;
    },
    projects,
    policies,
    resourcePolicies,
    now: () => clock.now(),
    hosts,
    get traffic() {
      settle();
      if (hosts === undefined) return undefined;
      traffic ??= createTraffic({ hosts, volumes: () => volumes.after(''), placeOf });
      return traffic;
    },
    currentOf(volume) {
      settle();
      return currentOf(volume);
    },
    get currentAt() {
      settle();
      return `${usedAt} ${nodeStates.version}`;
    },
    get nvmeDevices() {
      settle();
      return driveStates.devices;
    },
    setDriveFailed(serial, isFailed) {
      driveStates.set(serial, isFailed, clock.now());
      settle();
    },
    setNodeAway(UUID, isAway) {
      nodeStates.set(UUID, isAway, clock.now());
      settle();
    },
    newUuid,
    credential: (projectName, ID) => credentials.get(credentialKey(projectName, ID)),
    credentialsOf: (projectName) =>
      [...credentials.values()].filter((credential) => credential.projectName === projectName),
    commit(change) {
      record(change);
      apply(change);
    },
    replay: apply,
  };
}
