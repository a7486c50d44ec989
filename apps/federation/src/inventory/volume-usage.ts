import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { provisionedBytes } from '@asterism/api-types/rules/storage-ratio';
import type { VolumeColumns } from './columns/volume-columns.ts';
import type { VolumeGroup } from './columns/volume-groups.ts';
import { createEventLoopYielder } from './yield-to-event-loop.ts';

/** What has volumes. Hosts by NQN, projects and QoS policies by name, nodes by UUID in lower case. */
export const USERS = ['host', 'project', 'policy', 'node'] as const;
export type UserKind = (typeof USERS)[number];

/** What some volumes of one group add up to. */
export interface Usage {
  volumes: number;
  /** That the host is connected to; of anything else, that any host is connected to. */
  connected: number;
  /** Whose primary the node is. */
  primary: number;
  /** That have no other node than this one. */
  alone: number;
  /** Bytes. */
  size: bigint;
  provisioned: bigint;
  used: bigint;
}

/** The usage of one host, project, policy or node, by the groups of its volumes. */
export type UsageByGroup = Iterable<readonly [group: VolumeGroup, usage: Readonly<Usage>]>;

/** What the volumes of all attached clusters add up to, by what has them; right at every moment. */
export interface VolumeUsage {
  all(kind: UserKind): Iterable<readonly [key: string, usage: UsageByGroup]>;
  one(kind: UserKind, key: string): UsageByGroup;
}

/** Who has the volume, each once. */
function usersOf(volume: Volume): readonly (readonly [UserKind, string])[] {
  const hosts = new Set([...volume.acl.values, ...volume.connectedHosts]);
  hosts.delete(ALLOW_ANY);
  hosts.delete(ALLOW_NONE);
  const nodes = new Set(
    [...volume.nodeList, volume.primaryNodeUUID].map((uuid) => uuid.toLowerCase()),
  );
  nodes.delete('');
  return [
    ...Array.from(hosts, (host) => ['host', host] as const),
    ['project', volume.projectName],
    ...(volume.qosPolicyName === '' ? [] : [['policy', volume.qosPolicyName] as const]),
    ...Array.from(nodes, (node) => ['node', node] as const),
  ];
}

const isConnected = ({ connectedHosts }: Volume, kind: UserKind, key: string): boolean =>
  kind === 'host' ? connectedHosts.includes(key) : connectedHosts.length > 0;

const NONE: UsageByGroup = [];

/**
 * Counts who has the volumes. It costs nothing until it is asked for first: then all rows are counted in turns, and from then on
 * each row as it comes, changes or goes. Answers the columns to use from now on, for it sees their changes pass.
 */
export function countUsage(columns: VolumeColumns): {
  readonly columns: VolumeColumns;
  /** Resolves once all rows are counted. */
  readonly usage: () => Promise<VolumeUsage>;
} {
  /** By the group's code: as long as a row is counted there, it keeps its group. */
  const counted: Record<UserKind, Map<string, Map<number, Usage>>> = {
    host: new Map(),
    project: new Map(),
    policy: new Map(),
    node: new Map(),
  };
  /** The rows below are counted. */
  let done = 0;
  let counting: Promise<void> | undefined;

  function add(kind: UserKind, key: string, code: number, change: Usage): void {
    const groups = counted[kind].get(key) ?? new Map<number, Usage>();
    counted[kind].set(key, groups);
    const known = groups.get(code);
    if (known === undefined) {
      groups.set(code, { ...change });
      return;
    }
    known.volumes += change.volumes;
    known.connected += change.connected;
    known.primary += change.primary;
    known.alone += change.alone;
    known.size += change.size;
    known.provisioned += change.provisioned;
    known.used += change.used;
    if (known.volumes > 0) return;
    groups.delete(code);
    if (groups.size === 0) counted[kind].delete(key);
  }

  function count(slot: number, sign: 1 | -1): void {
    const volume = columns.read(slot);
    const code = columns.groupCodes.at(slot);
    const big = BigInt(sign);
    const size = big * BigInt(volume.size);
    const provisioned = big * provisionedBytes(volume);
    const used = big * BigInt(volume.statistics.logicalUsedStorage);
    const users = usersOf(volume);
    const isAlone = users.filter(([kind]) => kind === 'node').length === 1;
    for (const [kind, key] of users) {
      add(kind, key, code, {
        volumes: sign,
        connected: isConnected(volume, kind, key) ? sign : 0,
        primary: volume.primaryNodeUUID.toLowerCase() === key ? sign : 0,
        alone: kind === 'node' && isAlone ? sign : 0,
        size,
        provisioned,
        used,
      });
    }
  }

  async function countAll(): Promise<void> {
    const yielder = createEventLoopYielder();
    while (done < columns.limit()) {
      if (columns.isLinked(done)) count(done, 1);
      done += 1;
      if (yielder.isDue()) await yielder.rest();
    }
    // Rows that come from now on are new ones.
    done = Infinity;
  }

  function* seen(groups: ReadonlyMap<number, Usage>): UsageByGroup {
    for (const [code, usage] of groups) {
      const group = columns.groups.group(code);
      if (!group.home.isForgotten) yield [group, usage];
    }
  }

  const usage: VolumeUsage = {
    *all(kind) {
      for (const [key, groups] of counted[kind]) yield [key, seen(groups)];
    },
    one(kind, key) {
      const groups = counted[kind].get(key);
      return groups === undefined ? NONE : seen(groups);
    },
  };

  return {
    columns: {
      ...columns,
      link(slot) {
        columns.link(slot);
        if (slot < done) count(slot, 1);
      },
      replace(slot, staged) {
        if (slot < done) count(slot, -1);
        columns.replace(slot, staged);
        if (slot < done) count(slot, 1);
      },
      remove(slot) {
        if (slot < done && columns.isLinked(slot)) count(slot, -1);
        columns.remove(slot);
      },
    },
    async usage() {
      await (counting ??= countAll());
      return usage;
    },
  };
}
