import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  VOLUME_PAGE_MAX,
  type volumeOperations,
} from '@asterism/api-types/cluster-api/volume-operations';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import type {
  FleetVolumes,
  FleetVolumesQuestion,
} from '@asterism/api-types/fleet-api/fleet-volumes';
import type { VolumeQuery } from '@asterism/api-types/rules/volume-query';
import type { Principal } from '../../identity/principal.ts';
import type { Relation } from '../../inventory/columns/related-rows.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { createEventLoopYielder } from '../../inventory/yield-to-event-loop.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { explainTroubles } from './explain-troubles.ts';

/** What is asked of a volume: first what is known of many without reading each. */
export interface VolumeFilter {
  readonly common: (volume: Pick<Volume, 'clusterId' | 'projectName' | 'state'>) => boolean;
  readonly own: (volume: Volume) => boolean;
}

/**
 * Volumes in the order of their UUIDs, those after `offsetUUID` (which need not exist any more), at most `limit`.
 * A walk by pages sees every volume that is there throughout exactly once.
 */
export async function pageOfVolumes(
  inventory: Inventory,
  page: { readonly offsetUUID: string; readonly limit: number },
  matches: VolumeFilter,
): Promise<Volume[]> {
  const yielder = createEventLoopYielder();
  const volumes: Volume[] = [];
  let after = page.offsetUUID.toLowerCase();
  for (let isAtEnd = false; !isAtEnd && volumes.length < page.limit;) {
    isAtEnd = true;
    inventory.visitAfter(after, (row) => {
      if (matches.common(row)) {
        const volume = row.volume();
        if (matches.own(volume)) volumes.push(volume);
      }
      isAtEnd = volumes.length < page.limit && !yielder.isDue();
      if (!isAtEnd) after = row.uuid();
      return isAtEnd;
    });
    if (!isAtEnd) await yielder.rest();
  }
  return volumes;
}

type ListQuery = OperationArguments<(typeof volumeOperations)['listVolumes']>;

const given = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

function checkProject(
  principal: Principal,
  projectName: string | undefined,
): Result<void, Failure> {
  if (projectName === undefined) {
    return principal.rights.isClusterAdmin
      ? ok(undefined)
      : err(invalidField('projectName', 'is required unless you are a cluster admin'));
  }
  return principal.rights.canView(projectName)
    ? ok(undefined)
    : err(failure('permissionDenied', `you may not see the project ${projectName}`));
}

/** The nodes of the failure domain, on all clusters. */
function nodesIn({ monitor }: OperationDeps, failureDomain: string): ReadonlySet<string> {
  const nodes = monitor.clusters().flatMap((cluster) => monitor.snapshot(cluster.id).nodes);
  return new Set(
    nodes.filter((node) => node.failureDomains.includes(failureDomain)).map((node) => node.UUID),
  );
}

function filterOf(deps: OperationDeps, query: ListQuery): VolumeFilter {
  const uuid = given(query.UUID)?.toLowerCase();
  const name = given(query.name);
  const projectName = given(query.projectName);
  const snapshot = given(query.snapshotUUID)?.toLowerCase();
  const domain = given(query.failureDomain);
  const nodes = domain === undefined ? undefined : nodesIn(deps, domain);
  const attached = new Set(deps.monitor.clusters().map((cluster) => cluster.id));
  return {
    common: (volume) =>
      attached.has(volume.clusterId) &&
      (query.showAll === true || volume.state !== 'Deleting') &&
      (projectName === undefined || volume.projectName === projectName),
    own: (volume) =>
      (uuid === undefined || volume.UUID.toLowerCase() === uuid) &&
      (name === undefined || volume.name === name) &&
      (snapshot === undefined || volume.sourceSnapshotUUID.toLowerCase() === snapshot) &&
      (nodes === undefined || volume.nodeList.some((node) => nodes.has(node))),
  };
}

/** The volumes that can be meant, where a UUID or a name says so; undefined for all. */
function fewOf({ inventory }: OperationDeps, query: ListQuery): Volume[] | undefined {
  const uuid = given(query.UUID);
  const name = given(query.name);
  if (uuid !== undefined) return [inventory.find(uuid)].filter((one) => one !== undefined);
  return name === undefined ? undefined : inventory.named(name);
}

/** A page of the fleet's volumes as they were last read, of every attached cluster, in the order of their UUIDs. */
export async function listVolumes(
  deps: OperationDeps,
  principal: Principal,
  query: ListQuery,
): Promise<Result<{ volumes: Volume[] }, Failure>> {
  const allowed = checkProject(principal, given(query.projectName));
  if (!allowed.ok) return allowed;
  const named = given(query.name) === undefined ? undefined : volumeNameRule(query.name ?? '');
  if (named?.allowed === false) {
    return err(invalidField('name', named.reason));
  }
  const { limit = VOLUME_PAGE_MAX, offsetUUID = '' } = query;
  if (limit < 1) return err(invalidField('limit', 'must be at least 1'));
  const page = { offsetUUID, limit: Math.min(limit, VOLUME_PAGE_MAX) };
  const filter = filterOf(deps, query);
  const few = fewOf(deps, query);
  if (few === undefined) return ok({ volumes: await pageOfVolumes(deps.inventory, page, filter) });
  const after = offsetUUID.toLowerCase();
  const found = few.filter(
    (one) => one.UUID.toLowerCase() > after && filter.common(one) && filter.own(one),
  );
  return ok({ volumes: found.slice(0, page.limit) });
}

/** The fleet's volumes that the principal may see, filtered, sorted and counted, with how fresh each cluster's part is. */
export function listFleetVolumes(
  deps: OperationDeps,
  { rights }: Pick<Principal, 'rights'>,
  question: FleetVolumesQuestion,
  /** The line of the question, understood. */
  query: VolumeQuery,
  relation?: Relation,
): FleetVolumes {
  const visible = rights.isClusterAdmin ? undefined : rights.projects;
  const answer = deps.inventory.ask(question, visible, query, relation);
  return {
    ...answer,
    clusters: allFreshness(deps, { rights }),
    troubles: explainTroubles(deps, answer.volumes, rights.isClusterAdmin),
  };
}

/** Those of the given volumes that no attached cluster has. One that the principal may not see is to them as if it were none. */
export function findMissingVolumes(
  { inventory }: Pick<OperationDeps, 'inventory'>,
  { rights }: Principal,
  uuids: readonly string[],
): string[] {
  return uuids.filter((uuid) => {
    const volume = inventory.find(uuid);
    return volume === undefined || !rights.canView(volume.projectName);
  });
}
