import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { taskOfWorkflow } from '@asterism/api-types/rules/task-of-workflow';
import { fleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { OF_SNAPSHOTS } from '#/api/query-client.ts';
import type { VolumesPage } from '#/api/volume-queries.ts';
import { activeTasksQuery, taskItemsQuery, taskQuery, tasksQuery } from '#/api/task-queries.ts';
import { aTask } from '#/test-support/a-task.ts';
import { applyEvent } from './apply-event.ts';

const db: Volume = volume.parse({
  UUID: '7f0c1a52-0000-4000-8000-000000000001',
  name: 'db',
  state: 'Creating',
});
const logs: Volume = volume.parse({
  UUID: '7f0c1a52-0000-4000-8000-000000000002',
  name: 'logs',
  state: 'Available',
});
const workflow = fleetWorkflow.parse({ id: 'w-1', state: 'RUNNING', stages: [] });

const PAGE = ['fleet-volumes', { limit: '50' }];
const countsOf = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(values, (value) => value)).map(([value, same]) => [
      value,
      same?.length ?? 0,
    ]),
  );
/** All there is, as of the fifth event. */
const pageOf = (volumes: readonly Volume[]): VolumesPage => ({
  volumes: [...volumes],
  total: volumes.length,
  facets: {
    cluster: countsOf(volumes.map(({ clusterId }) => clusterId)),
    project: countsOf(volumes.map(({ projectName }) => projectName)),
    state: countsOf(volumes.map(({ state }) => state)),
    protection: countsOf(volumes.map(({ protectionState }) => protectionState)),
  },
  clusters: [],
  troubles: [],
  newestEvent: 'a.5',
  isExact: true,
});
const LIST = ['workflows', {}];

type VolumesEvent = Extract<FleetEvent, { type: 'volumes' }>;

let cache: QueryClient;
let askedAgain: string[];
const apply = (event: FleetEvent, id?: string) =>
  applyEvent(event, cache, ([name]) => askedAgain.push(String(name)), id);

beforeEach(() => {
  cache = new QueryClient();
  askedAgain = [];
  cache.setQueryData(PAGE, pageOf([db, logs]));
  cache.setQueryData(['volume', '7f0c1a52-0000-4000-8000-000000000001'], db);
  cache.setQueryData(LIST, { workflows: [workflow], total: 1 });
});

describe('an event about a task', () => {
  const known = aTask({ usualSeconds: 40 });
  const now = aTask({ state: 'RUNNING', percent: 50 });
  const list = tasksQuery({ offset: '0' }).queryKey;

  it('changes its page and its row, keeps how long it usually takes, and has its volumes read', () => {
    cache.setQueryData(taskQuery(known.id).queryKey, known);
    cache.setQueryData(list, { tasks: [known], total: 1, people: [] });
    apply({ type: 'task', task: now });
    const expected = { ...now, usualSeconds: 40 };
    expect(cache.getQueryData(taskQuery(known.id).queryKey)).toEqual(expected);
    expect(cache.getQueryData(list)).toEqual({ tasks: [expected], total: 1, people: [] });
    expect(askedAgain).toEqual([taskItemsQuery({ taskId: known.id }).queryKey[0]]);
  });

  it('has lists read again that may lack it, or whose order has changed', () => {
    cache.setQueryData(list, { tasks: [], total: 0, people: [] });
    apply({ type: 'task', task: now });
    expect(askedAgain).toContain(list[0]);
  });

  it('has nothing read again for a write of another program, where those are not shown', () => {
    cache.setQueryData(activeTasksQuery().queryKey, { tasks: [], total: 0, people: [] });
    const single = { ...now, kind: 'create volume', endedAt: '2026-11-29T06:00:00Z' } as const;
    apply({ type: 'task', task: { ...single, origin: 'api' } });
    expect(askedAgain).not.toContain(list[0]);
    apply({ type: 'task', task: { ...single, origin: 'console' } });
    expect(askedAgain).toContain(list[0]);
  });

  it('has schedules read again once a task that creates some has ended', () => {
    const scheduling = { ...now, kind: 'schedule volumes' } as const;
    apply({ type: 'task', task: scheduling });
    expect(askedAgain).not.toContain('schedules');
    apply({ type: 'task', task: { ...scheduling, endedAt: '2026-11-29T06:00:00Z' } });
    expect(askedAgain).toContain('schedules');
  });
});

describe('an event about a workflow', () => {
  it('keeps how long its kind usually takes', () => {
    const usual = { seconds: 12, stages: { reach: 3 } };
    cache.setQueryData(['workflow', workflow.id], { ...workflow, usual });
    apply({ type: 'workflow', workflow });
    expect(cache.getQueryData(['workflow', workflow.id])).toEqual({ ...workflow, usual });
  });
});

describe('an event about volumes', () => {
  const ready: Volume = { ...db, state: 'Available' };
  const event: VolumesEvent = {
    type: 'volumes',
    clusterId: 'c',
    changed: [],
    removed: [],
    many: false,
  };

  it('changes the rows and the page that show the volume, and no others', () => {
    apply({ ...event, changed: [ready] });
    expect(cache.getQueryData(PAGE)).toMatchObject({ volumes: [ready, logs] });
    expect(cache.getQueryData(['volume', '7f0c1a52-0000-4000-8000-000000000001'])).toEqual(ready);
  });

  it('does not put volumes into the cache that no page shows', () => {
    apply({ ...event, changed: [{ ...logs, name: 'other' }] });
    expect(cache.getQueryData(['volume', '7f0c1a52-0000-4000-8000-000000000002'])).toBeUndefined();
  });

  it('refetches lists and totals, whose order and counts may have changed', () => {
    apply({ ...event, changed: [ready] });
    expect(askedAgain).toEqual(['fleet-volumes', 'summary', 'clusters', 'usage']);
  });

  describe('with an id, and what was before', () => {
    const web = volume.parse({ UUID: '7f0c1a52-0000-4000-8000-000000000003', name: 'web' });
    const isNew: VolumesEvent = { ...event, changed: [web], before: { [web.UUID]: null } };
    const page = () => cache.getQueryData<VolumesPage>(PAGE);

    it('puts a new volume where it belongs, counts it, and does not ask for the list', () => {
      apply(isNew, 'a.6');
      expect(page()?.volumes.map(({ name }) => name)).toEqual(['db', 'logs', 'web']);
      expect(page()).toMatchObject({ total: 3, newestEvent: 'a.6', isExact: true });
      apply({ ...event, removed: [db.UUID] }, 'a.7');
      expect(page()?.volumes.map(({ name }) => name)).toEqual(['logs', 'web']);
      expect(page()).toMatchObject({ total: 2, newestEvent: 'a.7', isExact: true });
      expect(askedAgain).not.toContain('fleet-volumes');
    });

    it('changes nothing in an answer that knows of it already', () => {
      for (const id of ['a.4', 'a.5']) apply(isNew, id);
      expect(page()).toEqual(pageOf([db, logs]));
      expect(askedAgain).not.toContain('fleet-volumes');
    });

    it.each([
      ['it comes from another process of the federation', isNew, 'b.6'],
      ['many have changed', { ...isNew, changed: [], many: true }, 'a.6'],
      ['it is not known what was before', { ...isNew, before: {} }, 'a.6'],
    ])('asks for the list when %s, and after each event until it is read', (_why, one, id) => {
      apply(one, id);
      expect(page()?.isExact).toBe(false);
      askedAgain = [];
      apply({ ...event, changed: [ready], before: {} }, 'a.7');
      expect(page()?.volumes[0]).toEqual(ready);
      expect(askedAgain).toContain('fleet-volumes');
    });
  });

  it('refetches a volume that is gone, and which of the selected ones are', () => {
    apply({ ...event, removed: ['7f0c1a52-0000-4000-8000-000000000001'] });
    expect(askedAgain).toContain('missing-volumes');
    expect(
      cache.getQueryState(['volume', '7f0c1a52-0000-4000-8000-000000000001'])?.isInvalidated,
    ).toBe(true);
  });

  it('refetches every shown volume when too many have changed', () => {
    apply({ ...event, many: true });
    expect(askedAgain).toContain('volume');
  });
});

describe('an event about a workflow', () => {
  it('updates its page and its row in lists', () => {
    const further = { ...workflow, progress: { percent: 40, stage: 'register' } };
    apply({ type: 'workflow', workflow: further });
    expect(cache.getQueryData(['workflow', 'w-1'])).toEqual(further);
    expect(cache.getQueryData(LIST)).toEqual({ workflows: [further], total: 1 });
    expect(askedAgain).toEqual(['summary']);
  });

  it('shows it among the tasks as well, and keeps how long it usually takes', () => {
    const attach = { ...workflow, type: 'attach cluster', usual: { seconds: 40, stages: {} } };
    const listed = taskOfWorkflow('attach cluster', attach);
    cache.setQueryData(['tasks', {}], { tasks: [listed], total: 1 });
    const further = { ...attach, usual: undefined, progress: { percent: 40, stage: 'register' } };
    apply({ type: 'workflow', workflow: further });
    expect(cache.getQueryData(['tasks', {}])).toEqual({
      tasks: [{ ...listed, percent: 40, stage: 'register' }],
      total: 1,
    });
    expect(askedAgain).not.toContain('tasks');
    apply({ type: 'workflow', workflow: { ...further, endedAt: '2026-11-29T06:00:00Z' } });
    expect(askedAgain).toContain('tasks');
  });

  it('refetches the lists when the workflow is new to them', () => {
    apply({ type: 'workflow', workflow: { ...workflow, id: 'w-2' } });
    expect(askedAgain).toContain('workflows');
  });
});

describe('an event about a cluster', () => {
  it('refetches what depends on the set of clusters only when that set has changed', () => {
    apply({ type: 'cluster', clusterId: 'c', change: 'updated' });
    expect(askedAgain).not.toContain('projects');
    apply({ type: 'cluster', clusterId: 'c', change: 'attached' });
    expect(askedAgain).toContain('projects');
  });
});

describe('an event about freshness', () => {
  const before = '2026-11-24T08:00:00.000Z';
  const asOf = '2026-11-24T08:00:30.000Z';
  const clusters = [
    { clusterId: 'c', name: 'north', status: 'Connected', asOf: before, overdue: true, error: '' },
  ];
  const fresh: Extract<FleetEvent, { type: 'freshness' }> = {
    type: 'freshness',
    clusterId: 'c',
    status: 'Connected',
    asOf,
    answeredAt: asOf,
    overdue: false,
  };
  const showPage = () => {
    cache.setQueryData(PAGE, { ...pageOf([db]), clusters });
    const asksNobody = {
      queryKey: PAGE,
      queryFn: () => expect.unreachable(),
      staleTime: Number.POSITIVE_INFINITY,
    };
    return new QueryObserver(cache, asksNobody).subscribe(() => {});
  };

  it('updates the age of the shown page, and sends no request', () => {
    const stop = showPage();
    apply(fresh);
    expect(cache.getQueryData(PAGE)).toMatchObject({
      clusters: [{ asOf, answeredAt: asOf, overdue: false, name: 'north' }],
    });
    apply({ ...fresh, status: 'Disconnected' });
    expect(cache.getQueryData(PAGE)).toMatchObject({
      clusters: [{ status: 'Disconnected', asOf }],
    });
    expect(askedAgain).toEqual([]);
    stop();
  });

  it('does not count as the refetch of a page that needs one', async () => {
    const stop = showPage();
    stop();
    await cache.invalidateQueries({ queryKey: PAGE });
    apply(fresh);
    expect(cache.getQueryState(PAGE)?.isInvalidated).toBe(true);
    expect(cache.getQueryData(PAGE)).toMatchObject({ clusters: [{ asOf: before }] });
  });
});

describe('a resync', () => {
  it('refetches everything but who is signed in', () => {
    cache.setQueryData(['session'], { username: 'admin' });
    apply({ type: 'resync' });
    expect(cache.getQueryState(PAGE)?.isInvalidated).toBe(true);
    expect(cache.getQueryState(['session'])?.isInvalidated).toBe(false);
  });
});

describe('an answer that was on its way when the event came', () => {
  /** Looks at a query whose first answer comes late, as `stale`, and whose later ones are `fresh`. */
  function show<T>(queryKey: readonly string[], stale: T, fresh: T) {
    const first = Promise.withResolvers<T>();
    const answers = [first.promise];
    const observer = new QueryObserver<T>(cache, {
      queryKey,
      queryFn: () => answers.shift() ?? Promise.resolve(fresh),
      retry: false,
    });
    const stop = observer.subscribe(() => {});
    return { observer, stop, answerLate: () => first.resolve(stale) };
  }

  it('does not take a workflow back to where it was', async () => {
    const failed = fleetWorkflow.parse({ ...workflow, state: 'FAILED' });
    const page = show(['workflow', 'w-1'], workflow, failed);
    apply({ type: 'workflow', workflow: failed });
    page.answerLate();
    await expect.poll(() => page.observer.getCurrentResult().fetchStatus).toBe('idle');
    expect(page.observer.getCurrentResult().data?.state).toBe('FAILED');
    page.stop();
  });

  it('does not take a volume back to where it was', async () => {
    const creating = volume.parse({ ...logs, state: 'Creating' });
    const page = show(['volume', '7f0c1a52-0000-4000-8000-000000000002'], creating, logs);
    apply({ type: 'volumes', clusterId: 'c', changed: [logs], removed: [], many: false });
    page.answerLate();
    await expect.poll(() => page.observer.getCurrentResult().fetchStatus).toBe('idle');
    expect(page.observer.getCurrentResult().data?.state).toBe('Available');
    page.stop();
  });
});

describe('snapshots', () => {
  const page = { snapshots: [], total: 0, clusters: [{ clusterId: 'c', asOf: 'before' }] };
  const SNAPSHOTS = ['snapshots', {}];

  it('that have changed are read again, all lists of them', () => {
    apply({ type: 'snapshots', clusterId: 'c', isChanged: true });
    expect(askedAgain).toEqual(['snapshots', 'snapshot', 'missing-snapshots', 'dependents']);
  });

  it('that were only read are as of then, in the list that is shown, whatever else is read of snapshots', () => {
    const OTHERS = OF_SNAPSHOTS.slice(1).map(([key]) => [key, 'something']);
    cache.setQueryData(SNAPSHOTS, page);
    for (const queryKey of OTHERS) cache.setQueryData(queryKey, ['of another shape']);
    const stops = [SNAPSHOTS, ...OTHERS].map((queryKey) =>
      new QueryObserver(cache, {
        queryKey,
        queryFn: () => Promise.reject(new Error('not asked')),
        staleTime: Infinity,
      }).subscribe(() => {}),
    );
    apply({ type: 'snapshots', clusterId: 'c', asOf: 'now', isChanged: false });
    expect(cache.getQueryData(SNAPSHOTS)).toMatchObject({ clusters: [{ asOf: 'now' }] });
    expect(askedAgain).toEqual([]);
    for (const stop of stops) stop();
  });
});
