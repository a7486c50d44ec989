import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster, Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { WORKFLOW_TYPES } from '@asterism/api-types/federation-api/workflow';
import { eventsBetween } from '@asterism/api-types/fleet-api/event-id';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { FLEET_PAGE_DEFAULT, type FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { FleetSnapshots } from '@asterism/api-types/fleet-api/fleet-snapshots';
import {
  isDrafted,
  isWorkflowTask,
  type FleetTask,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { assessHealth } from '@asterism/api-types/rules/assess-health';
import { taskOfWorkflow } from '@asterism/api-types/rules/task-of-workflow';
import { pageAfterEvent, type PageQuestion } from '@asterism/api-types/rules/page-after-event';
import { VOLUME_SORT_KEYS } from '@asterism/api-types/rules/volume-sort-keys';
import { z } from 'zod/mini';
import type { QueryClient, QueryFilters, QueryKey } from '@tanstack/react-query';
import type { VolumesPage } from '#/api/volume-queries.ts';
import { OF_SNAPSHOTS, queryKeys } from '#/api/query-client.ts';
import { readAgain, type ReadAgainCache } from './read-again.ts';

/** What an event needs of the query cache: only the part that it uses, so that tests can hand in a cache of their own. */
export type Cache = Pick<
  QueryClient,
  'getQueryState' | 'getQueryData' | 'getQueriesData' | 'setQueryData' | 'setQueriesData'
> &
  ReadAgainCache;

/** Has a query refetched soon: many events in a row become one request. */
export type RequestRefetch = (queryKey: QueryKey) => void;

type VolumesEvent = Extract<FleetEvent, { type: 'volumes' }>;
type FreshnessEvent = Extract<FleetEvent, { type: 'freshness' }>;
type SnapshotsEvent = Extract<FleetEvent, { type: 'snapshots' }>;

interface FleetClusters {
  readonly clusters: readonly FleetCluster[];
}

interface TaskList {
  readonly tasks: readonly FleetTask[];
  readonly total: number;
}

interface WorkflowList {
  readonly workflows: readonly FleetWorkflow[];
  readonly total: number;
}

/** Applies an event of the fleet to the cache: writes what it carries, and refetches what it only hints at. */
export function applyEvent(
  event: FleetEvent,
  cache: Cache,
  requestRefetch: RequestRefetch,
  id?: string,
): void {
  switch (event.type) {
    case 'workflow':
      return applyWorkflow(event.workflow, cache, requestRefetch);
    case 'task':
      return applyTask(event.task, cache, requestRefetch);
    case 'volumes':
      return applyVolumes(event, id, cache, requestRefetch);
    case 'freshness':
      return applyFreshness(event, cache);
    case 'snapshots':
      return applySnapshots(event, cache, requestRefetch);
    case 'slow':
      return requestRefetch(queryKeys.transitions);
    case 'problems':
      return requestRefetch(queryKeys.problems);
    case 'cluster':
      for (const key of [
        queryKeys.clusters,
        queryKeys.summary,
        queryKeys.fleetVolumes,
        ...OF_SNAPSHOTS,
        queryKeys.policies,
        queryKeys.usage,
      ])
        requestRefetch(key);
      if (event.change === 'updated') return;
      for (const key of [queryKeys.projects, queryKeys.credentials, queryKeys.missingVolumes])
        requestRefetch(key);
      return;
    case 'resync':
      void cache.invalidateQueries(
        { predicate: ({ queryKey }) => queryKey[0] !== queryKeys.session[0] },
        { cancelRefetch: false },
      );
  }
}

const isFetching = (cache: Cache, queryKey: QueryKey): boolean =>
  cache.getQueryState(queryKey)?.fetchStatus === 'fetching';

/** An answer on its way may be older than the event, and is not to overwrite it. */
function refetchIfFetching(cache: Cache, queryKey: QueryKey): void {
  if (isFetching(cache, queryKey)) readAgain(cache, queryKey);
}

/** How long workflows usually take is not in events. */
const withUsualTimes = (workflow: FleetWorkflow, known: FleetWorkflow | undefined): FleetWorkflow =>
  known?.usual === undefined ? workflow : { ...workflow, usual: known.usual };

function applyWorkflow(
  workflow: FleetWorkflow,
  cache: Cache,
  requestRefetch: RequestRefetch,
): void {
  const ownKey = [...queryKeys.workflow, workflow.id];
  cache.setQueryData<FleetWorkflow>(ownKey, (known) => withUsualTimes(workflow, known));
  refetchIfFetching(cache, ownKey);
  let isListed = false;
  cache.setQueriesData<WorkflowList>({ queryKey: queryKeys.workflows }, (page) => {
    if (page === undefined) return page;
    isListed ||= page.workflows.some(({ id }) => id === workflow.id);
    return {
      ...page,
      workflows: page.workflows.map((listed) =>
        listed.id === workflow.id ? withUsualTimes(workflow, listed) : listed,
      ),
    };
  });
  if (!isListed || workflow.endedAt !== undefined) requestRefetch(queryKeys.workflows);
  requestRefetch(queryKeys.summary);
  // It is a task among others as well.
  const kind = WORKFLOW_TYPES.find((type) => type === workflow.type);
  if (kind !== undefined) applyTask(taskOfWorkflow(kind, workflow), cache, requestRefetch);
}

/** How long it usually takes is not in events. */
const withUsual = (task: FleetTask, known: FleetTask | undefined): FleetTask =>
  known?.usualSeconds === undefined ? task : { ...task, usualSeconds: known.usualSeconds };

/** Whether another program has written it, one volume at a time: there can be very many of these. */
const isProgramsWrite = ({ kind, origin }: FleetTask): boolean =>
  origin !== 'console' && !isDrafted(kind) && !isWorkflowTask(kind);

function hidesProgramsWrites(queryKey: QueryKey): boolean {
  const question = queryKey.at(-1);
  if (typeof question !== 'object' || question === null) return false;
  return 'singleWrites' in question && question.singleWrites === 'console';
}

function applyTask(task: FleetTask, cache: Cache, requestRefetch: RequestRefetch): void {
  const ownKey = [...queryKeys.task, task.id];
  cache.setQueryData<FleetTask>(ownKey, (known) => withUsual(task, known));
  refetchIfFetching(cache, ownKey);
  let isListed = false;
  cache.setQueriesData<TaskList>({ queryKey: queryKeys.tasks }, (page) => {
    if (page === undefined) return page;
    isListed ||= page.tasks.some(({ id }) => id === task.id);
    return {
      ...page,
      tasks: page.tasks.map((known) => (known.id === task.id ? withUsual(task, known) : known)),
    };
  });
  if (!isListed || task.endedAt !== undefined) {
    for (const [queryKey] of cache.getQueriesData({ queryKey: queryKeys.tasks })) {
      if (!isProgramsWrite(task) || !hidesProgramsWrites(queryKey)) requestRefetch(queryKey);
    }
  }
  requestRefetch([...queryKeys.taskItems, task.id]);
  // Nobody announces schedules.
  if (task.kind === 'schedule volumes' && task.endedAt !== undefined) {
    requestRefetch(queryKeys.schedules);
  }
}

/** What is shown now, and is not to be read again anyway: a query that is written counts as read. */
const SHOWN: Pick<QueryFilters, 'type' | 'predicate'> = {
  type: 'active',
  predicate: ({ state }) => !state.isInvalidated,
};

function applyFreshness(event: FreshnessEvent, cache: Cache): void {
  const { clusterId, status, asOf, answeredAt, overdue } = event;
  const renew = <Known extends Pick<Freshness, 'status' | 'asOf' | 'error'>>(known: Known) => ({
    ...known,
    status,
    overdue,
    ...(asOf === undefined ? {} : { asOf }),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    error: status === known.status ? known.error : '',
  });
  const renewCluster = (known: FleetCluster): FleetCluster => {
    const renewed = renew(known);
    return { ...renewed, assessment: assessHealth(renewed) };
  };
  cache.setQueriesData<FleetVolumes>({ ...SHOWN, queryKey: queryKeys.fleetVolumes }, (page) =>
    page === undefined
      ? page
      : {
          ...page,
          clusters: page.clusters.map((known) =>
            known.clusterId === clusterId ? renew(known) : known,
          ),
        },
  );
  cache.setQueriesData<FleetClusters>(
    { ...SHOWN, queryKey: queryKeys.clusters, exact: true },
    (page) =>
      page === undefined
        ? page
        : {
            clusters: page.clusters.map((known) =>
              known.id === clusterId ? renewCluster(known) : known,
            ),
          },
  );
  cache.setQueriesData<FleetCluster>(
    { ...SHOWN, queryKey: [...queryKeys.clusters, clusterId] },
    (known) => (known === undefined ? known : renewCluster(known)),
  );
}

function applySnapshots(
  { clusterId, asOf, isChanged }: SnapshotsEvent,
  cache: Cache,
  requestRefetch: RequestRefetch,
): void {
  if (isChanged) {
    for (const key of OF_SNAPSHOTS) requestRefetch(key);
    return;
  }
  if (asOf === undefined) return;
  cache.setQueriesData<FleetSnapshots>({ ...SHOWN, queryKey: queryKeys.snapshots }, (page) =>
    page === undefined
      ? page
      : {
          ...page,
          clusters: page.clusters.map((known) =>
            known.clusterId === clusterId ? { ...known, asOf } : known,
          ),
        },
  );
}

function applyVolumes(
  event: VolumesEvent,
  id: string | undefined,
  cache: Cache,
  requestRefetch: RequestRefetch,
): void {
  for (const volume of event.changed) {
    const ownKey = [...queryKeys.volume, volume.UUID];
    const isRead = isFetching(cache, ownKey);
    cache.setQueryData<Volume>(ownKey, (known) =>
      known === undefined && !isRead ? known : volume,
    );
    refetchIfFetching(cache, ownKey);
  }
  for (const [queryKey] of cache.getQueriesData({ queryKey: queryKeys.fleetVolumes })) {
    if (!applyToPage(queryKey, event, id, cache)) requestRefetch(queryKey);
  }
  for (const UUID of event.removed) {
    readAgain(cache, [...queryKeys.volume, UUID]);
  }
  if (event.many) requestRefetch(queryKeys.volume);
  if (event.many || event.removed.length > 0) requestRefetch(queryKeys.missingVolumes);
  for (const key of [queryKeys.summary, queryKeys.clusters, queryKeys.usage]) requestRefetch(key);
}

const values = z.optional(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.split(',').filter((value) => value !== '')),
  ),
);
const number = z.pipe(z.string(), z.transform(Number));

/** A question in a query's key. The contract's own schema would be loaded with the first page, for this alone. */
const pageQuestion: z.ZodMiniType<PageQuestion> = z.object({
  // Which name fits best is known where it is asked: such a page is read again.
  best: z.optional(z.undefined()),
  search: z.optional(z.string()),
  query: z.optional(z.string()),
  cluster: values,
  project: values,
  state: values,
  protection: values,
  sort: z._default(z.enum(VOLUME_SORT_KEYS), 'name'),
  order: z._default(z.enum(['asc', 'desc']), 'asc'),
  offset: z._default(number, 0),
  limit: z._default(number, FLEET_PAGE_DEFAULT),
});

/** Changes a page of volumes as the event says; whether it is then what the server would answer. */
function applyToPage(
  queryKey: QueryKey,
  event: VolumesEvent,
  id: string | undefined,
  cache: Cache,
): boolean {
  const page = cache.getQueryData<VolumesPage>(queryKey);
  const question = pageQuestion.safeParse(queryKey.at(-1));
  // An answer on its way may know of the event, or not.
  if (page === undefined || !question.success || isFetching(cache, queryKey)) return false;
  const { newestEvent } = page;
  const distance =
    id === undefined || newestEvent === undefined ? undefined : eventsBetween(newestEvent, id);
  if (distance !== undefined && distance <= 0) return page.isExact;
  const after = pageAfterEvent(page, question.data, event);
  const isKnown = distance !== undefined && page.isExact;
  const isToBeRead = cache.getQueryState(queryKey)?.isInvalidated === true;
  const isExact = after.isExact && isKnown && !isToBeRead;
  cache.setQueryData<VolumesPage>(queryKey, {
    ...after.page,
    newestEvent: distance === undefined ? newestEvent : id,
    isExact,
  });
  return isExact;
}
