import type { StorageNode } from '@asterism/api-types/cluster-api/node';

/** What does not change about a simulated cluster while it runs. */
export interface SimClusterSpec {
  readonly UUID: string;
  readonly name: string;
  /** The Lightbits release that all of its servers run. */
  readonly release: string;
  readonly nodes: readonly StorageNode[];
  /** Bytes of all drives. */
  readonly installedBytes: bigint;
  /** Bytes left for data and its replicas, after parity and reserve. */
  readonly effectiveBytes: bigint;
  /** `ip:8009` */
  readonly discoveryEndpoints: readonly string[];
}

const MOST_REPLICAS = 3;

/** Every failure domain that has a node to place replicas on. */
export function activeFailureDomains(spec: SimClusterSpec): ReadonlySet<string> {
  const active = spec.nodes.filter((node) => node.state === 'Active');
  return new Set(active.flatMap((node) => node.failureDomains ?? []));
}

/** The most replicas that a volume can have now: each must be in a failure domain of its own. */
export const currentMaxReplicas = (spec: SimClusterSpec): number =>
  Math.min(MOST_REPLICAS, activeFailureDomains(spec).size);
