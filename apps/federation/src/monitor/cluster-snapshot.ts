import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { Policy, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';

/** What a cluster last told of itself, kept in memory: it can always be asked again. */
export interface ClusterSnapshot {
  /** Undefined until it was heard for the first time. */
  readonly info: ClusterInfo | undefined;
  readonly nodes: readonly StorageNode[];
  readonly projects: readonly Project[];
  readonly policies: readonly Policy[];
  /** Why the newest attempt to hear it failed; empty when it did not. */
  readonly error: string;
  /** Since when it answers what cannot be an answer; `error` says what. */
  readonly invalidDataSince?: string | undefined;
  /** The lists of it that have rows which cannot be read. */
  readonly unreadable: readonly UnreadableRows[];
}

export const NO_SNAPSHOT: ClusterSnapshot = {
  info: undefined,
  nodes: [],
  projects: [],
  policies: [],
  error: '',
  unreadable: [],
};
