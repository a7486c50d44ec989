import type {
  Credential,
  Policy,
  Project,
} from '@asterism/api-types/cluster-api/cluster-operations';
import type { Change } from './change.ts';
import type { Clock, Timing } from './clock.ts';
import type { SimClusterSpec } from './sim-cluster-spec.ts';
import type { RecordStore, StoredRecord } from './record-store.ts';
import { createResourcePolicyStore, type ResourcePolicyStore } from './resource-policy-store.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import { createSnapshotStore, type SnapshotStore } from './snapshot-store.ts';
import { createVolumeStore, type VolumeStore } from './volume-store.ts';
import type { VolumeRecord } from './volume-record.ts';

/** What a cluster starts with. */
export interface ClusterSeed {
  readonly spec: SimClusterSpec;
  readonly projects: readonly Project[];
  readonly policies: readonly Policy[];
  readonly volumes: readonly VolumeRecord[];
  readonly snapshots: readonly SnapshotRecord[];
}

export interface ModelOptions {
  readonly seed: ClusterSeed;
  readonly clock: Clock;
  readonly timing: Timing;
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
  readonly newUuid: () => string;
  credential(projectName: string, ID: string): Credential | undefined;
  credentialsOf(projectName: string): Credential[];
  /** Records a change, then makes it. */
  commit(change: Change): void;
  /** Makes a change that was recorded earlier. */
  replay(change: Change): void;
}

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
  const { seed, clock, timing, newUuid, record } = options;
  const volumes = createVolumeStore();
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

  /** Ends the transitional states that are due. The model has no timers: time passes when somebody reads. */
  function settle(): void {
    const now = clock.now();
    if (now < nextDue) return;
    nextDue = Math.min(
      settleRecords(volumes, now, settled),
      settleRecords(snapshots, now, settled),
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
    spec: seed.spec,
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
