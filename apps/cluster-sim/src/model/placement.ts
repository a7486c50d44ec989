import type { LabelMatchExpression } from '@asterism/api-types/cluster-api/volume';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { activeFailureDomains, currentMaxReplicas, type ClusterFacts } from './cluster-facts.ts';
import type { Tally } from './tally.ts';

export interface PlacementRequest {
  readonly replicaCount: number;
  readonly placementRestrictions: readonly LabelMatchExpression[];
}

const MAX_PAIRS = 25;

const refuse = (message: string) => err(failure('invalidArgument', message));

type Pair = { readonly key: string; readonly value: string };

function checkPairs(
  facts: ClusterFacts,
  pairs: readonly Pair[],
  replicaCount: number,
): Result<void, Failure> {
  if (pairs.length > MAX_PAIRS) {
    return refuse(`placementRestrictions: must be at most ${MAX_PAIRS} pairs`);
  }
  const domains = activeFailureDomains(facts);
  for (const { key, value } of pairs) {
    if (key === 'ClusterID') {
      if (value.toLowerCase() !== facts.UUID) {
        return refuse(`placementRestrictions: ClusterID ${value} is not this cluster`);
      }
    } else if (!domains.has(value)) {
      const known = [...domains].toSorted().join(', ');
      return refuse(`placementRestrictions: there is no failure domain ${value}, only ${known}`);
    }
  }
  const restricts = pairs.some(({ key }) => key !== 'ClusterID');
  if (restricts && replicaCount !== 1) {
    return refuse('placementRestrictions: FD and PrimaryFD need a replicaCount of 1');
  }
  return ok(undefined);
}

/**
 * Chooses the nodes of a new volume, the primary first: each in a failure domain of its own, the emptiest node of each,
 * the emptiest domains. Fails with 400 when what is asked for is not possible (lightbits-api §4).
 */
export function placeVolume(
  facts: ClusterFacts,
  tally: Tally,
  request: PlacementRequest,
): Result<readonly string[], Failure> {
  const most = currentMaxReplicas(facts);
  if (request.replicaCount > most) {
    return refuse(`replicaCount: must be at most ${most}, the cluster's current maximum`);
  }
  const pairs = request.placementRestrictions.flatMap((one) => one.labelValueKeyPairs ?? []);
  const checked = checkPairs(facts, pairs, request.replicaCount);
  if (!checked.ok) return checked;

  const wanted = new Set(pairs.filter(({ key }) => key !== 'ClusterID').map(({ value }) => value));
  const candidates = facts.nodes
    .filter((node) => node.state === 'Active' && isWanted(node, wanted))
    .map((node) => ({ node, load: tally.provisionedOn(node.UUID) }))
    .toSorted((a, b) => (a.load < b.load ? -1 : a.load > b.load ? 1 : 0));

  const chosen: string[] = [];
  const taken = new Set<string>();
  for (const { node } of candidates) {
    const domains = node.failureDomains ?? [];
    if (domains.some((domain) => taken.has(domain))) continue;
    for (const domain of domains) taken.add(domain);
    chosen.push(node.UUID);
    if (chosen.length === request.replicaCount) return ok(chosen);
  }
  return refuse('replicaCount: there are not enough active nodes in different failure domains');
}

const isWanted = (node: StorageNode, wanted: ReadonlySet<string>): boolean =>
  wanted.size === 0 || (node.failureDomains ?? []).some((domain) => wanted.has(domain));
