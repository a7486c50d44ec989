import type { ClusterHardware } from '@asterism/api-types/fleet-api/cluster-hardware';
import { compareNames } from '@asterism/api-types/rules/natural-order';

export type HardwareNode = ClusterHardware['nodes'][number];
export type HardwareServer = ClusterHardware['servers']['list'][number];
export type Drive = ClusterHardware['drives']['list'][number];

export const nameOfNode = ({ name, UUID }: HardwareNode): string => (name === '' ? UUID : name);

/** A node with its drives. */
export interface RackNode {
  readonly node: HardwareNode;
  readonly drives: readonly Drive[];
}

/** A server with those of its nodes that are in the failure domain. */
export interface RackServer {
  readonly UUID: string;
  /** Undefined where the cluster does not tell of it. */
  readonly server: HardwareServer | undefined;
  readonly nodes: readonly RackNode[];
  /** Drives that no node manages. */
  readonly spare: readonly Drive[];
}

/** A failure domain with what is in it; `undefined` has the nodes that are in none. */
export interface Rack {
  readonly domain: string | undefined;
  readonly servers: readonly RackServer[];
}

function serversOf(nodes: readonly HardwareNode[], hardware: ClusterHardware): RackServer[] {
  const byServer = Map.groupBy(nodes, ({ serverUUID, UUID }) => serverUUID || UUID);
  const { servers, drives } = hardware;
  return Array.from(byServer, ([UUID, its]) => ({
    UUID,
    server: servers.list.find((one) => one.UUID === UUID),
    nodes: its.map((node) => ({
      node,
      drives: drives.list.filter(({ nodeUUID }) => nodeUUID === node.UUID),
    })),
    spare: drives.list.filter(({ serverUUID, nodeUUID }) => serverUUID === UUID && nodeUUID === ''),
  }));
}

/** The failure domains of a cluster in the natural order of their names; a node of several is in each of them. */
export function racksOf(hardware: ClusterHardware): Rack[] {
  const nodes = hardware.nodes.toSorted((a, b) => compareNames(nameOfNode(a), nameOfNode(b)));
  const domains = [...new Set(nodes.flatMap(({ failureDomains }) => failureDomains))];
  const racks: Rack[] = domains.toSorted(compareNames).map((domain) => ({
    domain,
    servers: serversOf(
      nodes.filter(({ failureDomains }) => failureDomains.includes(domain)),
      hardware,
    ),
  }));
  const placeless = nodes.filter(({ failureDomains }) => failureDomains.length === 0);
  return placeless.length === 0
    ? racks
    : [...racks, { domain: undefined, servers: serversOf(placeless, hardware) }];
}
