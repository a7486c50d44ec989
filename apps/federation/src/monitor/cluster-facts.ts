import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { Policy, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';

/** What a cluster last told of itself, kept in memory: it can always be asked again. */
export interface ClusterFacts {
  /** Undefined until it was heard for the first time. */
  readonly info: ClusterInfo | undefined;
  readonly nodes: readonly StorageNode[];
  readonly projects: readonly Project[];
  readonly policies: readonly Policy[];
  /** Why the newest attempt to hear it failed; empty when it did not. */
  readonly error: string;
}

export const NO_FACTS: ClusterFacts = {
  info: undefined,
  nodes: [],
  projects: [],
  policies: [],
  error: '',
};
