import type { StorageNode } from '../cluster-api/node.ts';
import type { ProtectionState, VolumeState } from './volume-states.ts';

/** What becomes of a volume when the nodes of some failure domains go. */
export const LOSS_EFFECTS = ['unavailable', 'endangered', 'degraded', 'unknown'] as const;
export type LossEffect = (typeof LOSS_EFFECTS)[number];

/** What the lens finds volumes by: what becomes of them, or that their replicas share a failure domain. */
export const LENS_GROUPS = [...LOSS_EFFECTS, 'sharing'] as const;
export type LensGroup = (typeof LENS_GROUPS)[number];

type LensNode = Pick<StorageNode, 'UUID' | 'name' | 'state' | 'failureDomains'>;

/** Where the replicas of a volume are, and how it is now. */
export interface PlacedVolume {
  /** UUIDs of nodes, in any case; empty when the cluster does not say where they are. */
  readonly replicas: readonly string[];
  readonly state: VolumeState;
  readonly protection: ProtectionState;
}

/** What a replica less makes of a volume that has others, by how its data is protected now. */
export const ONE_REPLICA_LESS: Readonly<
  Record<ProtectionState, 'degraded' | 'endangered' | undefined>
> = {
  Unknown: 'degraded',
  FullyProtected: 'degraded',
  // Which of its replicas is not up to date, the cluster does not say: it may be one that is left.
  Degraded: 'endangered',
  ReadOnly: 'endangered',
  // It cannot be lost a second time.
  NotAvailable: undefined,
};

/** Whether a volume in this state has data that somebody would miss. */
const IS_MISSED: Readonly<Record<VolumeState, boolean>> = {
  Unknown: true,
  Creating: true,
  Available: true,
  Updating: true,
  Rollback: true,
  Migrating: true,
  Deleting: false,
  Deleted: false,
  Failed: false,
};

/** What becomes of a node, and where it is. */
interface Place {
  readonly fate: 'goes' | 'stays' | 'away';
  readonly domains: readonly string[];
}

const NOWHERE: Place = { fate: 'away', domains: [] };

/** Looks at volumes through the failure domains of a cluster. */
export interface DomainLens {
  /** What becomes of the volume when the domains go; undefined when it loses nothing that it has now. */
  effect(volume: PlacedVolume): LossEffect | undefined;
  /** How many of its replicas go. */
  lost(volume: PlacedVolume): number;
  /** Whether two of its replicas are known to be in one failure domain. */
  isSharing(volume: PlacedVolume): boolean;
}

/** Whether the node is in one of these failure domains. */
export const isIn = (
  { failureDomains }: Pick<LensNode, 'failureDomains'>,
  domains: readonly string[],
): boolean => failureDomains.some((domain) => domains.includes(domain));

/**
 * Looks at volumes as if these failure domains went. A node that is not Active has gone already: nothing more is lost with it,
 * and it saves nothing. The same is true of a node that the cluster does not list. One without a failure domain stays.
 */
export function domainLens(nodes: readonly LensNode[], domains: readonly string[]): DomainLens {
  const byUuid = new Map<string, Place>();
  for (const node of nodes) {
    const isServing = node.state === 'Active';
    const fate = !isServing ? 'away' : isIn(node, domains) ? 'goes' : 'stays';
    byUuid.set(node.UUID.toLowerCase(), { fate, domains: node.failureDomains });
  }
  /** As volumes write the UUIDs: there may be 100,000 volumes on ten nodes. */
  const byWriting = new Map<string, Place>();
  function placeOf(replica: string): Place {
    const known = byWriting.get(replica);
    if (known !== undefined) return known;
    const place = byUuid.get(replica.toLowerCase()) ?? NOWHERE;
    byWriting.set(replica, place);
    return place;
  }

  const lost = ({ replicas }: PlacedVolume): number => {
    let count = 0;
    for (const replica of replicas) if (placeOf(replica).fate === 'goes') count += 1;
    return count;
  };

  return {
    lost,
    effect(volume) {
      const { replicas, state, protection } = volume;
      if (domains.length === 0 || !IS_MISSED[state] || protection === 'NotAvailable') {
        return undefined;
      }
      if (replicas.length === 0) return 'unknown';
      if (lost(volume) === 0) return undefined;
      const isLeft = replicas.some((replica) => placeOf(replica).fate === 'stays');
      return isLeft ? ONE_REPLICA_LESS[protection] : 'unavailable';
    },
    isSharing({ replicas }) {
      const its = replicas.map((replica) => placeOf(replica).domains);
      return its.some((some, at) =>
        some.some((domain) => its.findIndex((others) => others.includes(domain)) < at),
      );
    },
  };
}

/** What is known when failure domains are to go for maintenance. */
export interface LossFacts {
  /** Whether the cluster is connected, and its nodes and volumes have been read. */
  readonly isCurrent: boolean;
  readonly nodes: readonly LensNode[];
  readonly domains: readonly string[];
  readonly effects: Readonly<Record<LossEffect, number>>;
  /** Bytes that the replicas which go hold, uncompressed: so much is rebuilt if they do not come back. */
  readonly toRebuild: bigint;
  /** Bytes that the cluster has free for replicas, by its own estimate. */
  readonly free: bigint;
}

/** Something that speaks against it. One that does not forbid it is to be known beforehand. */
export type LossReason =
  | { readonly kind: 'notCurrent'; readonly forbids: boolean }
  | { readonly kind: LossEffect; readonly forbids: boolean; readonly volumes: number }
  | { readonly kind: 'nodesAway' | 'noDomain'; readonly forbids: boolean; readonly names: string[] }
  | {
      readonly kind: 'noSpace';
      readonly forbids: boolean;
      /** Bytes. */
      readonly needed: string;
      readonly free: string;
    };

const nameOf = ({ name, UUID }: LensNode): string => (name === '' ? UUID : name);

/** What forbids by itself: volumes that stay available, with a replica less for a while, do not. */
const EFFECT_FORBIDS: Readonly<Record<LossEffect, boolean>> = {
  unavailable: true,
  endangered: true,
  unknown: true,
  degraded: false,
};

/** What speaks against it, what forbids it first. Of the free space, the domains' part goes with them: nodes count alike. */
export function reasonsAgainst(facts: LossFacts): LossReason[] {
  const { isCurrent, nodes, domains, effects, toRebuild, free } = facts;
  const reasons: LossReason[] = isCurrent ? [] : [{ kind: 'notCurrent', forbids: true }];
  for (const kind of ['unavailable', 'endangered', 'unknown', 'degraded'] as const) {
    const volumes = effects[kind];
    if (volumes > 0) reasons.push({ kind, forbids: EFFECT_FORBIDS[kind], volumes });
  }
  const others = nodes.filter((node) => !isIn(node, domains));
  const names = (some: readonly LensNode[]): string[] => some.map(nameOf);
  const away = others.filter(({ state }) => state !== 'Active');
  if (away.length > 0) reasons.push({ kind: 'nodesAway', forbids: false, names: names(away) });
  const placeless = others.filter(({ failureDomains }) => failureDomains.length === 0);
  if (placeless.length > 0) {
    reasons.push({ kind: 'noDomain', forbids: false, names: names(placeless) });
  }
  const serving = nodes.filter(({ state }) => state === 'Active').length;
  const left = others.length - away.length;
  const freeOnOthers = serving === 0 ? 0n : (free * BigInt(left)) / BigInt(serving);
  if (toRebuild > freeOnOthers) {
    const [needed, there] = [String(toRebuild), String(freeOnOthers)];
    reasons.push({ kind: 'noSpace', forbids: false, needed, free: there });
  }
  return reasons;
}
