import type { LabelMatchExpression } from '@asterism/api-types/cluster-api/volume';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import {
  activeFailureDomains,
  currentMaxReplicas,
  type SimClusterSpec,
} from './sim-cluster-spec.ts';
import type { Refusal } from './refusal.ts';
import type { Tally } from './tally.ts';

export interface PlacementRequest {
  readonly replicaCount: number;
  readonly placementRestrictions: readonly LabelMatchExpression[];
}

const MAX_PAIRS = 25;

type Pair = { readonly key: string; readonly value: string };

function checkPairs(
  spec: SimClusterSpec,
  pairs: readonly Pair[],
  replicaCount: number,
): Result<void, Refusal> {
  if (pairs.length > MAX_PAIRS) return err({ reason: 'placementTooLong', maxPairs: MAX_PAIRS });
  const domains = activeFailureDomains(spec);
  for (const { key, value } of pairs) {
    if (key === 'ClusterID') {
      if (value.toLowerCase() !== spec.UUID) {
        return err({ reason: 'placementOtherCluster', clusterId: value });
      }
    } else if (!domains.has(value)) {
      return err({ reason: 'failureDomainUnknown', domain: value, known: [...domains].toSorted() });
    }
  }
  const restricts = pairs.some(({ key }) => key !== 'ClusterID');
  return restricts && replicaCount !== 1 ? err({ reason: 'placementOfReplicas' }) : ok(undefined);
}

/**
 * Chooses the nodes of a new volume, the primary first: each in a failure domain of its own, the emptiest node of each,
 * the emptiest domains. Refused when that is not possible (lightbits-api §4).
 */
export function placeVolume(
  spec: SimClusterSpec,
  tally: Tally,
  request: PlacementRequest,
): Result<readonly string[], Refusal> {
  const most = currentMaxReplicas(spec);
  if (request.replicaCount > most) {
    return err({ reason: 'replicasTooMany', maxReplicas: most });
  }
  const pairs = request.placementRestrictions.flatMap((one) => one.labelValueKeyPairs ?? []);
  const checked = checkPairs(spec, pairs, request.replicaCount);
  if (!checked.ok) return checked;

  const wanted = new Set(pairs.filter(({ key }) => key !== 'ClusterID').map(({ value }) => value));
  const candidates = spec.nodes
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
  return err({ reason: 'replicasNotPlaceable' });
}

const isWanted = (node: StorageNode, wanted: ReadonlySet<string>): boolean =>
  wanted.size === 0 || (node.failureDomains ?? []).some((domain) => wanted.has(domain));
