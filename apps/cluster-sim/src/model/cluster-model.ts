import type { Credential, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { Change } from './change.ts';
import type { Clock, Timing } from './clock.ts';
import type { ClusterFacts } from './cluster-facts.ts';
import { createVolumeStore, type VolumeStore } from './volume-store.ts';
import type { VolumeRecord } from './volume-record.ts';

/** What a cluster starts with. */
export interface ClusterSeed {
  readonly facts: ClusterFacts;
  readonly projects: readonly Project[];
  readonly volumes: readonly VolumeRecord[];
}

export interface ModelOptions {
  readonly seed: ClusterSeed;
  readonly clock: Clock;
  readonly timing: Timing;
  readonly newUuid: () => string;
  /** Told of every change before it takes effect; if it throws, the change does not happen. */
  readonly record: (change: Change) => void;
}

/** One simulated cluster: its state, and the one way to change it. */
export interface ClusterModel {
  readonly facts: ClusterFacts;
  readonly timing: Timing;
  readonly volumes: VolumeStore;
  readonly projects: ReadonlyMap<string, Project>;
  readonly now: () => number;
  readonly newUuid: () => string;
  credential(projectName: string, ID: string): Credential | undefined;
  credentialsOf(projectName: string): Credential[];
  /** Records a change, then makes it. */
  commit(change: Change): void;
  /** Makes a change that was recorded earlier. */
  replay(change: Change): void;
  /** Ends the transitional states that are due. Everything that reads or changes volumes does this first. */
  settle(): void;
}

const credentialKey = (projectName: string, ID: string): string => `${projectName}/${ID}`;

/** How a volume is once its transitional state has ended; undefined when it is gone. */
function settled(volume: VolumeRecord): VolumeRecord | undefined {
  if (volume.state === 'Deleting') return undefined;
  return { ...volume, state: 'Available', until: undefined, revision: volume.revision + 1 };
}

export function createClusterModel({
  seed,
  clock,
  timing,
  newUuid,
  record,
}: ModelOptions): ClusterModel {
  const volumes = createVolumeStore();
  const projects = new Map(seed.projects.map((project) => [project.name, project]));
  const credentials = new Map<string, Credential>();
  for (const volume of seed.volumes) volumes.put(volume);

  function apply(change: Change): void {
    switch (change.kind) {
      case 'volume':
        return volumes.put(change.volume);
      case 'project':
        return void projects.set(change.project.name, change.project);
      case 'credential': {
        const { projectName, ID } = change.credential;
        return void credentials.set(credentialKey(projectName, ID), change.credential);
      }
      case 'credential-gone':
        return void credentials.delete(credentialKey(change.projectName, change.ID));
    }
  }

  return {
    facts: seed.facts,
    timing,
    volumes,
    projects,
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
    settle() {
      const now = clock.now();
      for (const volume of volumes.transitional()) {
        if (volume.until === undefined || volume.until > now) continue;
        const next = settled(volume);
        if (next === undefined) volumes.remove(volume.UUID);
        else volumes.put(next);
      }
    },
  };
}
