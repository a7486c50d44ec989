import type { ClusterRefusal } from '@asterism/api-types/common/cluster-refusal';
import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { Policy, Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';

/** What was last read of a cluster, kept in memory: it can always be read again. */
export interface ClusterSnapshot {
  /** Undefined until it was read for the first time. */
  readonly info: ClusterInfo | undefined;
  readonly nodes: readonly StorageNode[];
  readonly projects: readonly Project[];
  /** Whether there ever was an answer to what projects it has. */
  readonly areProjectsRead: boolean;
  readonly policies: readonly Policy[];
  readonly arePoliciesRead: boolean;
  /** False when the cluster has answered that it knows no QoS policies (501). */
  readonly offersPolicies: boolean;
  /** Why the newest attempt to read it failed; empty when it did not. */
  readonly error: string;
  /** Why the newest attempt was refused; undefined when it was not. */
  readonly refusal?: ClusterRefusal | undefined;
  /** Since when it sends invalid data; `error` says what. */
  readonly invalidDataSince?: string | undefined;
  /** The lists of it that have rows which cannot be read. */
  readonly unreadable: readonly UnreadableRows[];
}

export const NO_SNAPSHOT: ClusterSnapshot = {
  info: undefined,
  nodes: [],
  projects: [],
  areProjectsRead: false,
  policies: [],
  arePoliciesRead: false,
  offersPolicies: true,
  error: '',
  unreadable: [],
};
