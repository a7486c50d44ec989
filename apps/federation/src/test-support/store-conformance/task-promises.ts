import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { TASK_SORT_KEYS } from '@asterism/api-types/fleet-api/task-api';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import { parseQuery } from '@asterism/api-types/rules/query-line';
import { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import type { ListedTask, TaskQuestion } from '../../store/task-list.ts';
import type { NewTask } from '../../store/task-store.ts';
import { newAttach, newDetach, type ConformanceSubject } from './conformance-subject.ts';

/** What the stores of tasks and their items promise. */
export function taskPromises(subject: ConformanceSubject): void {
  const stores = () => subject.stores();
  const clusterId = randomUUID();

  async function drafted(names: readonly string[], task: Partial<NewTask> = {}): Promise<string> {
    const id = randomUUID();
    await stores().tasks.add({
      id,
      kind: 'delete volumes',
      origin: 'api',
      change: null,
      policy: null,
      total: names.length,
      skipped: 0,
      capacity: 2n ** 62n,
      mayBeInUse: 0,
      modified: 0,
      snapshots: null,
      clones: null,
      subject: '',
      projects: ['acme'],
      clusterIds: [clusterId],
      startedBy: 'ada',
      retryOf: null,
      ...task,
    });
    await stores().taskItems.add(
      names.map((name, index) => ({
        taskId: id,
        index,
        volumeId: randomUUID(),
        name,
        projectName: 'acme',
        clusterId,
        size: '4096',
        etag: '1',
        seen: '',
        isModified: false,
        mayBeInUse: false,
        snapshots: null,
        clones: null,
        state: 'waiting' as const,
        failure: null,
      })),
    );
    return id;
  }

  const ALL = {
    words: [],
    sort: 'started',
    order: 'desc',
    visible: undefined,
    offset: 0,
    limit: 10,
  } as const;

  const idsOf = ({ rows }: { readonly rows: readonly ListedTask[] }): string[] =>
    rows.map(({ row }) => row.id);

  async function claimed(id: string) {
    await stores().tasks.release(id, 'DRAFT');
    const run = await stores().tasks.claimRun(id);
    if (run === undefined) throw new Error('not claimed');
    return run;
  }

  describe('tasks', () => {
    test('count what becomes of their items, and keep why one has failed', async () => {
      const { tasks, taskItems } = stores();
      const id = await drafted(['db-2', 'db-10', 'logs']);
      expect(await tasks.claimRun(id)).toBeUndefined();
      const run = await claimed(id);
      const failure = { kind: 'changed' as const, reason: 'It was “changed”.' };
      const settled = await taskItems.settle(run, [
        { index: 0, from: 'waiting', to: 'running' },
        { index: 2, from: 'waiting', to: 'failed', failure },
      ]);
      expect(settled).toMatchObject({ running: 1, failed: 1, done: 0, capacity: 2n ** 62n });
      const page = await taskItems.page(id, { words: [], states: [], offset: 0, limit: 2 });
      expect(page).toMatchObject({ total: 3, rows: [{ name: 'logs', failure }, { name: 'db-2' }] });
      expect(page.rows[0]?.endedAt).not.toBeNull();
      expect(page.rows[1]?.endedAt).toBeNull();
      const found = await taskItems.page(id, {
        words: ['db', 'acme'],
        states: ['waiting'],
        offset: 0,
        limit: 5,
      });
      expect(found.rows.map(({ name }) => name)).toEqual(['db-10']);
    });

    test('keep each item as it was drafted, whatever its texts have in them', async () => {
      const { taskItems } = stores();
      const item = {
        taskId: await drafted([]),
        index: 0,
        volumeId: randomUUID(),
        name: 'db "1" \\ ü\n😀',
        projectName: 'null',
        clusterId: null,
        size: String(2n ** 63n),
        etag: '1',
        seen: '',
        isModified: true,
        mayBeInUse: false,
        snapshots: null,
        clones: 3,
        ofVolume: { UUID: randomUUID(), name: 'db "1"' },
        isScheduled: true,
        state: 'skipped' as const,
        failure: { kind: 'gone' as const, reason: "It's “gone”." },
      };
      const other = { ...item, index: 1, clusterId, snapshotId: randomUUID(), failure: null };
      expect(await taskItems.add([item, other])).toBe(true);
      const noTimes = { startedAt: null, endedAt: null };
      expect(await taskItems.inStates(item.taskId, ['skipped'])).toEqual([
        { ...item, ...noTimes, snapshotId: null },
        { ...other, ...noTimes },
      ]);
    });

    test('that are removed while their items are stored keep none of them', async () => {
      const { tasks, taskItems } = stores();
      const taskId = await drafted([]);
      const [like] = await taskItems.inStates(await drafted(['a']), ['waiting']);
      if (like === undefined) throw new Error('no item');
      // They are stored in several parts.
      const items = Array.from({ length: 2_000 }, (_, index) => ({ ...like, taskId, index }));
      const [isKept] = await Promise.all([taskItems.add(items), tasks.removeDraft(taskId)]);
      expect(isKept).toBe(false);
      expect(await taskItems.inStates(taskId, ['waiting'])).toEqual([]);
    });

    test('take nothing from a run that was overtaken, and count anew what it has left', async () => {
      const { tasks, taskItems } = stores();
      const id = await drafted(['a', 'b']);
      const first = await claimed(id);
      await taskItems.settle(first, [{ index: 0, from: 'waiting', to: 'running' }]);
      const second = await tasks.claimRun(id);
      expect(second).toMatchObject({ running: 1, run: first.run + 1 });
      const late = [{ index: 0, from: 'running', to: 'done' }] as const;
      expect(await taskItems.settle(first, late)).toBeUndefined();
      const [item] = await taskItems.inStates(id, ['running']);
      expect(item?.index).toBe(0);
      expect(await tasks.leave(first, 'COMPLETED')).toBeUndefined();
    });

    test('count right what an earlier run stores while a later one is claimed', async () => {
      const { tasks, taskItems } = stores();
      const id = await drafted(Array.from({ length: 40 }, (_, index) => `volume-${index}`));
      let run = await claimed(id);
      for (let index = 0; index < 40; index += 1) {
        const stored = taskItems.settle(run, [{ index, from: 'waiting', to: 'done' }]);
        const [task] = await Promise.all([tasks.claimRun(id), stored]);
        if (task === undefined) throw new Error('not claimed');
        run = task;
        expect(task.done).toBe((await taskItems.inStates(id, ['done'])).length);
      }
    });

    test('wait until they are due, and are canceled before with all of their items', async () => {
      const { tasks, taskItems } = stores();
      const id = await drafted(['a', 'b']);
      await tasks.release(id, 'DRAFT', new Date(Date.now() + 60_000));
      expect(await tasks.claimRun(id)).toBeUndefined();
      const canceled = await taskItems.cancelWaiting(id);
      expect(await tasks.cancel(id, canceled)).toMatchObject({ state: 'CANCELED', canceled: 2 });
      expect(await tasks.cancel(id, canceled)).toBeUndefined();
    });

    test('are listed newest first, those alone all of whose projects may be seen, and no drafts', async () => {
      const { tasks, taskList } = stores();
      const older = await drafted(['a'], { projects: ['acme', 'blue'], startedBy: 'eve' });
      const newer = await drafted(['a'], { projects: ['blue'], startedBy: 'eve' });
      await drafted(['a'], { projects: ['blue'], startedBy: 'eve' });
      for (const id of [older, newer]) await tasks.release(id, 'DRAFT');
      const seen = async (visible: readonly string[] | undefined) =>
        idsOf(await taskList.find({ ...ALL, visible, startedBy: ['eve'] }));
      expect(await seen(undefined)).toEqual([newer, older]);
      expect(await seen(['blue', 'other'])).toEqual([newer]);
      expect(await seen([])).toEqual([]);
    });

    test('are found by words and clusters, and in the order that is asked for', async () => {
      const { tasks, taskList } = stores();
      const other = randomUUID();
      const gib = 2n ** 30n;
      const ten = await drafted(['a'], { subject: 'pvc-10', capacity: gib, startedBy: 'zoe' });
      const two = await drafted(['a'], { subject: 'pvc-2', capacity: 3n * gib, startedBy: 'zoe' });
      const moved = await drafted(['a'], {
        subject: 'pvc-3',
        capacity: 2n * gib,
        startedBy: 'zoe',
        clusterIds: [other],
      });
      for (const id of [ten, two, moved]) await tasks.release(id, 'DRAFT');
      const found = async (question: Partial<TaskQuestion>) =>
        idsOf(await taskList.find({ ...ALL, startedBy: ['zoe'], ...question }));
      expect(await found({ sort: 'name', order: 'asc' })).toEqual([two, moved, ten]);
      expect(await found({ sort: 'capacity', order: 'desc' })).toEqual([two, moved, ten]);
      expect(await found({ sort: 'started', order: 'asc' })).toEqual([ten, two, moved]);
      for (const sort of TASK_SORT_KEYS) expect(await found({ sort })).toHaveLength(3);
      expect(await found({ words: ['delete', 'vc-3', 'acme'] })).toEqual([moved]);
      expect(await found({ cluster: [other.toUpperCase(), other, 'no uuid'] })).toEqual([moved]);
      expect(await found({ words: ['there is none'] })).toEqual([]);
      const line = async (text: string) => {
        const query = parseQuery(TASK_QUERY, text);
        if (!query.ok) throw new Error(describeQueryFault(query.error));
        return found({ query: query.value, sort: 'started', order: 'asc' });
      };
      expect(await line('capacity>=2GiB age<1h -name:PVC-3')).toEqual([two]);
      expect(await line(`cluster:${other},elsewhere project:ACME`)).toEqual([moved]);
      expect(await line('kind:"delete volumes" -failed>0 state:pending vc-1')).toEqual([ten]);
      expect(await line('-origin:console took<1min')).toEqual([ten, two, moved]);
      expect(await line('-startedBy:ZOE')).toEqual([]);
      expect(await line('name=PVC-3')).toEqual([moved]);
      expect(await line('name="delete volumes pvc-3",pvc-1')).toEqual([moved]);
      expect(await line('-name=pvc-3 -name=pvc')).toEqual([ten, two]);
      expect(await line(`uuid=${two.toUpperCase()}`)).toEqual([two]);
    });

    test('are of each of their projects, by its whole name', async () => {
      const { tasks, taskList } = stores();
      const startedBy = `person-${randomUUID()}`;
      const both = await drafted(['a'], { startedBy, projects: ['blue', 'Red'] });
      const blue = await drafted(['a'], { startedBy, projects: ['blue-green'] });
      for (const id of [both, blue]) await tasks.release(id, 'DRAFT');
      const line = async (text: string) => {
        const query = parseQuery(TASK_QUERY, text);
        if (!query.ok) throw new Error(describeQueryFault(query.error));
        return idsOf(
          await taskList.find({ ...ALL, startedBy: [startedBy], query: query.value, order: 'asc' }),
        );
      };
      expect(await line('project:blue')).toEqual([both]);
      expect(await line('project=red,green')).toEqual([both]);
      expect(await line('-project:blue')).toEqual([blue]);
    });

    test('are as old as the wish for them, whenever they were begun', async () => {
      const { tasks, taskList, workflows } = stores();
      const startedBy = `person-${randomUUID()}`;
      const { id: task } = await claimed(await drafted(['a'], { startedBy }));
      const { id: workflow } = newAttach();
      await workflows.add(newAttach({ id: workflow, startedBy }));
      await workflows.claimRun(workflow);
      const young = await drafted(['a'], { startedBy });
      await tasks.release(young, 'DRAFT');
      for (const [table, id] of [
        ['tasks', task],
        ['workflows', workflow],
      ]) {
        await subject
          .database()
          .query(
            `update federation.${table} set created_at = now() - interval '2 hours' where id = '${id}'`,
          );
      }
      const query = parseQuery(TASK_QUERY, 'age>1h took<1h');
      if (!query.ok) throw new Error(describeQueryFault(query.error));
      const found = await taskList.find({ ...ALL, startedBy: [startedBy], query: query.value });
      expect(new Set(idsOf(found))).toEqual(new Set([task, workflow]));
    });

    test('are listed with the workflows in one order, for those who may see all', async () => {
      const { tasks, taskList, workflows } = stores();
      const person = `person-${randomUUID()}`;
      const mine = { startedBy: person, projects: ['blue'] };
      const asked = async (question: Partial<TaskQuestion>) =>
        taskList.find({ ...ALL, startedBy: [person], ...question });
      const older = await drafted(['a'], { ...mine, subject: 'pvc-2' });
      await tasks.release(older, 'DRAFT');
      const attach = newAttach({ startedBy: person, target: 'pvc-3', origin: 'console' });
      await workflows.add(attach);
      const newer = await drafted(['a'], { ...mine, subject: 'pvc-1' });
      await tasks.release(newer, 'DRAFT');
      const detach = newDetach({ startedBy: person, target: 'lb-9', clusterId });
      await workflows.add(detach);
      await workflows.cancel(detach.id, { message: 'no', stages: [], canceledBy: 'eve' });

      const all = [detach.id, newer, attach.id, older];
      expect(idsOf(await asked({}))).toEqual(all);
      expect(await asked({ offset: 1, limit: 2 })).toMatchObject({
        rows: [{ row: { id: newer } }, { row: { id: attach.id, origin: 'console' } }],
        total: 4,
      });
      for (const sort of TASK_SORT_KEYS) {
        const found = idsOf(await asked({ sort, order: 'asc' }));
        expect(idsOf(await asked({ sort }))).toEqual(found.toReversed());
        expect(new Set(found)).toEqual(new Set(all));
      }
      expect(idsOf(await asked({ sort: 'name', order: 'asc' }))).toEqual([
        attach.id,
        newer,
        older,
        detach.id,
      ]);
      expect(idsOf(await asked({ kind: ['attach cluster', 'delete volumes'] }))).toEqual(
        all.slice(1),
      );
      expect(idsOf(await asked({ state: ['CANCELED'] }))).toEqual([detach.id]);
      expect(idsOf(await asked({ cluster: [clusterId] }))).toEqual([detach.id, newer, older]);
      expect(idsOf(await asked({ words: ['cluster', 'pvc-3'] }))).toEqual([attach.id]);
      expect(await asked({ visible: ['blue'] })).toMatchObject({ total: 2 });

      const line = async (text: string) => {
        const query = parseQuery(TASK_QUERY, text);
        if (!query.ok) throw new Error(describeQueryFault(query.error));
        return idsOf(await asked({ query: query.value }));
      };
      // Of a cluster that is not attached no more is known than what its workflow has.
      for (const name of ['PVC-3', attach.apiEndpoint ?? '', 'lb-9,pvc-3 -kind:"detach cluster"']) {
        expect(await line(`cluster:${name}`)).toEqual([attach.id]);
      }
      expect(await line('-cluster:lb-9 name=pvc-3')).toEqual([attach.id]);
      expect(await line(`cluster:${clusterId.toUpperCase()}`)).toEqual([detach.id, newer, older]);
      expect(idsOf(await asked({ cluster: ['lb-9', clusterId.toUpperCase()] }))).toEqual([
        detach.id,
        newer,
        older,
      ]);
      expect(idsOf(await asked({ cluster: [attach.apiEndpoint ?? ''] }))).toEqual([attach.id]);
      expect(await taskList.people(undefined)).toContain(person);
    });

    test('say which of them failed, and nobody has done again', async () => {
      const { tasks, taskItems, taskList, workflows } = stores();
      const person = `person-${randomUUID()}`;
      async function failed(task: Partial<NewTask>): Promise<string> {
        const run = await claimed(await drafted(['a'], { startedBy: person, ...task }));
        await taskItems.settle(run, [{ index: 0, from: 'waiting', to: 'failed' }]);
        await tasks.leave(run, 'FAILED');
        return run.id;
      }
      async function failedAttach(apiEndpoint: string): Promise<string> {
        const { id } = newAttach();
        await workflows.add(newAttach({ id, apiEndpoint, startedBy: person }));
        const run = await workflows.claimRun(id);
        await workflows.fail({ id, run: run?.run ?? 0 }, { message: 'no', stages: [] });
        return id;
      }
      const left = async (question: Partial<TaskQuestion> = {}) =>
        idsOf(
          await taskList.find({ ...ALL, startedBy: [person], isUnresolved: true, ...question }),
        );
      const task = await failed({});
      const single = await failed({ kind: 'delete volume' });
      const endpoint = `${randomUUID()}.test:443`;
      const attach = await failedAttach(endpoint);
      expect(await left()).toEqual([attach, single, task]);
      // What other programs write would hide what people do.
      expect(await left({ singleWrites: 'console' })).toEqual([attach, task]);
      const seen = await stores().tasks.get(single);
      expect(await left({ endedAfter: seen?.endedAt ?? new Date() })).toEqual([attach]);

      const retry = await drafted(['a'], { startedBy: person, retryOf: task });
      expect(await left()).toEqual([attach, single, task]);
      await tasks.release(retry, 'DRAFT');
      expect(await left()).toEqual([attach, single]);
      const again = newAttach({ apiEndpoint: endpoint, startedBy: person });
      await workflows.add(again);
      await workflows.claimRun(again.id);
      expect(await left()).toEqual([single]);
    });

    test('say how long a volume usually takes, by those of their kind that were completed', async () => {
      const { tasks, taskItems } = stores();
      const run = await claimed(await drafted(['a', 'b']));
      await taskItems.settle(run, [
        { index: 0, from: 'running', to: 'done' },
        { index: 1, from: 'running', to: 'done' },
      ]);
      await tasks.leave(run, 'COMPLETED');
      const usual = await tasks.usualTimes(['delete volumes', 'delete volumes']);
      expect([...usual.keys()]).toEqual(['delete volumes']);
      expect(usual.get('delete volumes')).toBeGreaterThanOrEqual(0);
      expect(usual.get('delete volumes')).toBeLessThan(60);
      expect(await tasks.usualTimes([])).toEqual(new Map());
    });
  });
}
