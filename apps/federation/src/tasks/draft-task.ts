import { randomUUID } from 'node:crypto';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { taskApi } from '@asterism/api-types/fleet-api/task-api';
import type { MatchingVolumes } from '@asterism/api-types/fleet-api/task-targets';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import { VOLUME_QUERY, type VolumeQuery } from '@asterism/api-types/rules/volume-query';
import type { Principal } from '../identity/principal.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { createEventLoopYielder } from '../inventory/yield-to-event-loop.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { readQuery } from '../operations/read-query.ts';
import { dependentsOf } from '../operations/volumes/volume-dependents.ts';
import { draftItems, takeChosen, type Chosen, type ItemFacts } from './draft-items.ts';
import { sumItems, type DraftedTask, type DraftFrom } from './drafted-task.ts';
import { growthOf } from './growth-of.ts';
import { scheduleFacts } from './snapshots/schedule-volumes.ts';
import { taskActionOf } from './task-action-of.ts';

export type DraftRequest = OperationArguments<(typeof taskApi)['draftTask']>;

const PAGE = 500;

const mayBeInUse = ({ acl, connectedHosts }: Volume): boolean =>
  connectedHosts.length > 0 || acl.values.includes(ALLOW_ANY);

/** All that match, in the order of their names; those that come or go meanwhile may be among them or not. */
async function* allMatching(
  inventory: Pick<Inventory, 'ask'>,
  { rights }: Principal,
  { except = [], ...matching }: MatchingVolumes,
  query: VolumeQuery,
): AsyncGenerator<Chosen<Volume>> {
  const visible = rights.isClusterAdmin ? undefined : rights.projects;
  const yielder = createEventLoopYielder();
  const met = new Set(except.map((UUID) => UUID.toLowerCase()));
  for (let offset = 0; ; offset += PAGE) {
    const question = { ...matching, sort: 'name', order: 'asc', offset, limit: PAGE } as const;
    const { volumes } = inventory.ask(question, visible, query);
    for (const volume of volumes) {
      const id = volume.UUID.toLowerCase();
      if (met.has(id)) continue;
      met.add(id);
      yield { UUID: volume.UUID, target: volume, etag: undefined };
    }
    if (volumes.length < PAGE) return;
    await yielder.rest();
  }
}

function chosenByName(
  inventory: Pick<Inventory, 'find'>,
  { rights }: Principal,
  volumes: Readonly<Record<string, string>>,
): Chosen<Volume>[] {
  return Object.entries(volumes).map(([UUID, etag]) => {
    const volume = inventory.find(UUID);
    const mayBeSeen = volume !== undefined && rights.canView(volume.projectName);
    return { UUID, target: mayBeSeen ? volume : undefined, etag };
  });
}

/** What a draft is made of. */
export interface DraftSources extends Pick<
  OperationDeps,
  'monitor' | 'snapshots' | 'clusterClients' | 'log'
> {
  readonly inventory: Pick<Inventory, 'ask' | 'find' | 'clonesOf' | 'asOf'>;
}

/**
 * What a task would do with each volume. Fails with `invalidArgument` when there is no volume, or when there are too many.
 */
export async function draftTask(
  fleet: DraftSources,
  principal: Principal,
  { kind, change, snapshot, schedule, volumes, matching }: DraftRequest,
  { origin, retryOf = null, former = [] }: DraftFrom,
): Promise<Result<DraftedTask, Failure>> {
  const { inventory, monitor } = fleet;
  const clusters = monitor.clusters();
  const query = readQuery(VOLUME_QUERY, matching?.query, { field: 'matching.query', clusters });
  if (!query.ok) return query;
  const chosen = await takeChosen(
    'volume',
    volumes === undefined
      ? allMatching(inventory, principal, matching ?? {}, query.value)
      : chosenByName(inventory, principal, volumes),
  );
  if (!chosen.ok) return chosen;
  const ofSchedules =
    schedule === undefined
      ? undefined
      : await scheduleFacts(
          fleet,
          principal,
          schedule,
          chosen.value.flatMap(({ target }) => target ?? []),
        );
  const id = randomUUID();
  function factsOf(volume: Volume, isToDo: boolean): ItemFacts {
    const dependents =
      kind === 'delete volumes' && isToDo ? dependentsOf(fleet, volume) : undefined;
    return {
      size: volume.size,
      mayBeInUse: mayBeInUse(volume),
      snapshots: dependents?.snapshots.length ?? null,
      clones: dependents?.clones.length ?? null,
      isScheduled: ofSchedules?.isScheduled(volume) ?? null,
    };
  }
  const action = {
    ...taskActionOf({ kind, change, snapshot, schedule }, fleet.snapshots),
    ...(ofSchedules && { refusalOfDraft: ofSchedules.refusalOfDraft }),
  };
  const items = await draftItems(
    { taskId: id, noun: 'volume', action, there: fleet, factsOf, former },
    principal,
    chosen.value,
  );
  return ok({
    items,
    task: {
      id,
      kind,
      change: change ?? null,
      policy: null,
      snapshot: snapshot ?? null,
      schedule: schedule ?? null,
      subject: items.length === 1 ? (items[0]?.name ?? '') : '',
      startedBy: principal.subject,
      origin,
      retryOf,
      ...sumItems(items),
      growth: growthOf(change, items, chosen.value),
    },
  });
}
