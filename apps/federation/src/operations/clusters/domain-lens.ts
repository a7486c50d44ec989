import type { Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { DomainLensAnswer } from '@asterism/api-types/fleet-api/domain-lens';
import {
  domainLens,
  reasonsAgainst,
  type LensGroup,
  type PlacedVolume,
} from '@asterism/api-types/rules/domain-loss';
import type { Relation } from '../../inventory/columns/related-rows.ts';
import { createEventLoopYielder } from '../../inventory/yield-to-event-loop.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { unknownCluster } from './describe-cluster.ts';

type LensDeps = Pick<OperationDeps, 'monitor' | 'inventory'>;

/** The failure domains of a cluster that go. */
interface LensQuestion {
  readonly clusterId: string;
  readonly domain?: readonly string[] | undefined;
}

/** Those volumes of the cluster that are in a group; fails with `notFound`. */
export function lensGroup(
  { monitor }: LensDeps,
  { clusterId, domain = [], group }: LensQuestion & { readonly group: LensGroup },
): Result<NonNullable<Relation['placed']>, Failure> {
  const id = clusterId.toLowerCase();
  if (monitor.cluster(id) === undefined) return err(unknownCluster(clusterId));
  const lens = domainLens(monitor.snapshot(id).nodes, domain);
  const isMeant = (volume: PlacedVolume): boolean =>
    group === 'sharing' ? lens.isSharing(volume) : lens.effect(volume) === group;
  return ok({ clusterId: id, isMeant });
}

/**
 * What becomes of the volumes of a cluster if these failure domains go, as far as nodes and volumes were last read. Each of its
 * volumes is looked at, in turns. Fails with `notFound`.
 */
export async function getDomainLens(
  { monitor, inventory }: LensDeps,
  { clusterId, domain = [] }: LensQuestion,
): Promise<Result<DomainLensAnswer, Failure>> {
  const id = clusterId.toLowerCase();
  const cluster = monitor.cluster(id);
  if (cluster === undefined) return err(unknownCluster(clusterId));
  const { nodes, info, overdue } = monitor.snapshot(id);
  const known = new Set(nodes.flatMap(({ failureDomains }) => failureDomains));
  const asked = [...new Set(domain)];
  const domains = asked.filter((one) => known.has(one));
  const lens = domainLens(nodes, domains);
  const volumes = { unavailable: 0, endangered: 0, degraded: 0, unknown: 0, sharing: 0 };
  let toRebuild = 0;
  const yielder = createEventLoopYielder();
  for (const volume of inventory.placesOf(id)) {
    const effect = lens.effect(volume);
    if (effect !== undefined) volumes[effect] += 1;
    if (lens.isSharing(volume)) volumes.sharing += 1;
    toRebuild += lens.lost(volume) * volume.logical;
    if (yielder.isDue()) await yielder.rest();
  }
  const isCurrent = cluster.status === 'Connected' && !overdue && inventory.asOf(id) !== undefined;
  const reasons =
    domains.length === 0
      ? []
      : reasonsAgainst({
          isCurrent,
          nodes,
          domains,
          effects: volumes,
          toRebuild: BigInt(toRebuild),
          free: BigInt(info?.statistics.estimatedFreeLogicalStorage ?? '0'),
        });
  return ok({
    clusterId: id,
    domains,
    unknownDomains: asked.filter((one) => !known.has(one)),
    volumes,
    ...(domains.length === 0 ? {} : { canGo: !reasons.some(({ forbids }) => forbids) }),
    reasons,
  });
}
