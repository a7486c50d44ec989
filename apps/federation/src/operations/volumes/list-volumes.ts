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
import type { Principal } from '../../identity/principal.ts';
import { answerQuestion } from '../../inventory/answer-question.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { VolumeRow } from '../../inventory/volume-row.ts';
import { createEventLoopYielder, CHECK_EVERY } from '../../inventory/yield-to-event-loop.ts';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import { freshnessOf } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { explainTroubles } from './explain-troubles.ts';

/** The index of the first row with a UUID above the given one. */
function startAfter(rows: readonly VolumeRow[], uuid: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.uuid ?? '') <= uuid) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Volumes in the order of their UUIDs, those after `offsetUUID` (which need not exist any more), at most `limit`.
 * A walk by pages sees every volume that is there throughout exactly once.
 */
export async function pageOfVolumes(
  inventory: Inventory,
  page: { readonly offsetUUID: string; readonly limit: number },
  matches: (volume: Volume) => boolean,
): Promise<Volume[]> {
  const rows = await inventory.ordered('uuid');
  const yielder = createEventLoopYielder();
  const volumes: Volume[] = [];
  const start = page.offsetUUID === '' ? 0 : startAfter(rows, page.offsetUUID.toLowerCase());
  for (let i = start; i < rows.length && volumes.length < page.limit; i += 1) {
    const row = rows[i];
    if (row !== undefined && matches(row.volume)) volumes.push(row.volume);
    if ((i & CHECK_EVERY) === 0 && yielder.isDue()) await yielder.rest();
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

function filterOf(deps: OperationDeps, query: ListQuery): (volume: Volume) => boolean {
  const uuid = given(query.UUID)?.toLowerCase();
  const name = given(query.name);
  const projectName = given(query.projectName);
  const snapshot = given(query.snapshotUUID)?.toLowerCase();
  const domain = given(query.failureDomain);
  const nodes = domain === undefined ? undefined : nodesIn(deps, domain);
  const attached = new Set(deps.monitor.clusters().map((cluster) => cluster.id));
  return (volume) =>
    attached.has(volume.clusterId) &&
    (query.showAll === true || volume.state !== 'Deleting') &&
    (uuid === undefined || volume.UUID.toLowerCase() === uuid) &&
    (name === undefined || volume.name === name) &&
    (projectName === undefined || volume.projectName === projectName) &&
    (snapshot === undefined || volume.sourceSnapshotUUID.toLowerCase() === snapshot) &&
    (nodes === undefined || volume.nodeList.some((node) => nodes.has(node)));
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
  return ok({ volumes: await pageOfVolumes(deps.inventory, page, filterOf(deps, query)) });
}

/** The fleet's volumes that the principal may see, filtered, sorted and counted, with how fresh each cluster's part is. */
export async function listFleetVolumes(
  deps: OperationDeps,
  { rights }: Principal,
  question: FleetVolumesQuestion,
): Promise<FleetVolumes> {
  const visible = rights.isClusterAdmin ? undefined : rights.projects;
  const answer = await answerQuestion(deps.inventory, question, visible);
  const clusters = deps.monitor.clusters();
  const names = clusterDisplayNames(clusters);
  return {
    ...answer,
    clusters: clusters.map((cluster) =>
      freshnessOf(deps, cluster, names.get(cluster.id) ?? cluster.name, rights.isClusterAdmin),
    ),
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
