import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  fleetWorkflowsInput,
  WORKFLOW_SORT_KEYS,
} from '@asterism/api-types/fleet-api/fleet-workflow-list';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { newAttach, newDetach, type ConformanceSubject } from './conformance-subject.ts';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import { parseQuery } from '@asterism/api-types/rules/query-line';
import { WORKFLOW_QUERY } from '@asterism/api-types/rules/workflow-query';

type Question = OperationInput<typeof fleetApi.listFleetWorkflows>;
type End = 'completed' | 'failed' | 'canceled' | 'running' | 'pending';

/** What the list of workflows promises, on any database. */
export function workflowListPromises(subject: ConformanceSubject): void {
  const workflows = () => subject.stores().workflows;
  /** In the target of all of them, and of no other test's. */
  const mark = `mark${randomUUID().slice(0, 8)}`;
  const north = randomUUID();

  async function add(end: End, facts: Parameters<typeof newDetach>[0], isDetach = false) {
    const workflow = isDetach ? newDetach(facts) : newAttach(facts);
    await workflows().add(workflow);
    const { id, stages } = workflow;
    if (end === 'pending') return id;
    const claimed = await workflows().claimRun(id);
    const run = { id, run: claimed?.run ?? 0 };
    const message = 'the endpoint did not answer';
    if (end === 'completed') await workflows().complete(run);
    if (end === 'failed') await workflows().fail(run, { message, stages });
    if (end === 'canceled') await workflows().cancel(id, { message, stages, canceledBy: 'admin' });
    return id;
  }

  const find = (question: Question = {}) =>
    subject
      .stores()
      .workflowList.find(
        fleetWorkflowsInput.parse({ ...question, search: `${mark} ${question.search ?? ''}` }),
      );
  const targets = async (question: Question = {}) =>
    (await find(question)).rows.map(({ target }) => target.replace(`${mark}-`, ''));

  beforeAll(async () => {
    const cluster = (name: string) => ({ target: `${mark}-${name}` });
    await add('completed', { ...cluster('nat-10'), startedBy: 'berta', clusterId: north });
    await add('failed', {
      ...cluster('nat-2'),
      apiEndpoint: `${mark}.test:443`,
      clusterId: null,
    });
    await add('canceled', { ...cluster('NAT-3'), startedBy: 'berta' });
    await add('running', { ...cluster('nat-1'), startedBy: 'User-9' });
    await add('completed', { ...cluster('nat-10'), clusterId: north, startedBy: 'user-10' }, true);
    await add('pending', { ...cluster('late') });
  });

  describe('the list of workflows', () => {
    test('begins with the newest, and goes on where a page ends', async () => {
      expect(await targets()).toEqual(['late', 'nat-10', 'nat-1', 'NAT-3', 'nat-2', 'nat-10']);
      expect(await targets({ offset: '1', limit: '2' })).toEqual(['nat-10', 'nat-1']);
      expect(await find({ offset: '1', limit: '2' })).toMatchObject({ total: 6 });
      expect((await find({ offset: '100' })).rows).toEqual([]);
    });

    test('is searched by words that must all be there, in any case', async () => {
      expect(await targets({ search: 'ATTACH nat-1' })).toEqual(['nat-1', 'nat-10']);
      expect(await targets({ search: 'nat-10  berta' })).toEqual(['nat-10']);
      expect(await targets({ search: 'did not' })).toEqual(['NAT-3', 'nat-2']);
      expect(await targets({ search: north.toUpperCase() })).toEqual(['nat-10', 'nat-10']);
      expect(await targets({ search: '100%' })).toEqual([]);
      expect(await targets({ search: "'; drop" })).toEqual([]);
    });

    test('is narrowed by a line of conditions, in rows and facets', async () => {
      const line = async (text: string) => {
        const query = parseQuery(WORKFLOW_QUERY, text);
        if (!query.ok) throw new Error(describeQueryFault(query.error));
        const question = fleetWorkflowsInput.parse({ search: mark });
        return subject.stores().workflowList.find(question, query.value);
      };
      const named = async (text: string) =>
        (await line(text)).rows.map(({ target }) => target.replace(`${mark}-`, ''));
      expect(await named('outcome:"DID NOT" -state:failed age<1h')).toEqual(['NAT-3']);
      expect(
        await named(`cluster:${mark}-late,${north.toUpperCase()} type:"attach cluster"`),
      ).toEqual(['late', 'nat-10']);
      expect(await named('-cluster:elsewhere startedBy:BERTA progress<1% -nat-3')).toEqual([]);
      expect(await named(`name=${mark}-nat-2`)).toEqual(['nat-2']);
      expect(await named(`name="ATTACH cluster ${mark}-nat-10"`)).toEqual(['nat-10']);
      expect(await named(`uuid=${north.toUpperCase()}`)).toEqual(['nat-10', 'nat-10']);
      expect(await named(`-uuid=${north} -name=${mark}-late state:failed`)).toEqual(['nat-2']);
      const [{ id } = { id: '' }] = (await line('type:"detach cluster"')).rows;
      expect(await named(`uuid=${id}`)).toEqual(['nat-10']);
      expect(await named(`cluster:${mark}.test:443`)).toEqual(['nat-2']);
      await subject
        .database()
        .query(`update federation.workflows set created_at = '2026-01-01' where id = '${id}'`);
      expect(await named('age>1h took<1h')).toEqual(['nat-10']);
      await subject
        .database()
        .query(`update federation.workflows set created_at = now() where id = '${id}'`);
      expect(await line('took<1min nat-10')).toMatchObject({
        total: 2,
        facets: { startedBy: { berta: 1, 'user-10': 1 } },
      });
    });

    test('is filtered by kind, cluster and state, each by several values', async () => {
      expect(await targets({ type: 'detach cluster' })).toEqual(['nat-10']);
      expect(await targets({ cluster: `${north},${mark}.test:443` })).toEqual([
        'nat-10',
        'nat-2',
        'nat-10',
      ]);
      expect(await targets({ cluster: north.toUpperCase(), type: 'detach cluster' })).toEqual([
        'nat-10',
      ]);
      expect(await targets({ state: 'FAILED' })).toEqual(['nat-2']);
      expect(await targets({ state: 'CANCELED,PENDING' })).toEqual(['late', 'NAT-3']);
      expect(await targets({ type: 'attach cluster', cluster: north, state: 'COMPLETED' })).toEqual(
        ['nat-10'],
      );
      expect(await targets({ type: 'detach cluster', state: 'FAILED' })).toEqual([]);
      expect(await targets({ startedBy: 'berta,User-9' })).toEqual(['nat-1', 'NAT-3', 'nat-10']);
    });

    test('says how long the last completed ones of a type and their stages took, by the median', async () => {
      const stage = `stage ${randomUUID()}`;
      const ran = (seconds: number) => [
        {
          name: stage,
          state: 'done' as const,
          startedAt: '2026-01-01T00:00:00.000Z',
          endedAt: new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString(),
        },
      ];
      for (const seconds of [4, 90, 6]) {
        const workflow = { ...newAttach({ target: 'timed' }), stages: ran(seconds) };
        await workflows().add(workflow);
        const claimed = await workflows().claimRun(workflow.id);
        await workflows().complete({ id: workflow.id, run: claimed?.run ?? 0 });
      }
      const failing = { ...newAttach({ target: 'timed' }), stages: ran(500) };
      await workflows().add(failing);
      const claimed = await workflows().claimRun(failing.id);
      const { id, stages } = failing;
      await workflows().fail({ id, run: claimed?.run ?? 0 }, { message: 'no', stages });
      const usual = (await subject.stores().workflowTimes.usual()).get('attach cluster');
      expect(usual?.stages[stage]).toBe(6);
      expect(usual?.seconds).toBeGreaterThanOrEqual(0);
    });

    test('counts what each value of a filter would leave, given the others', async () => {
      const { facets, clusters } = await find({ type: 'attach cluster', state: 'COMPLETED' });
      expect(facets.type).toEqual({ 'attach cluster': 1, 'detach cluster': 1 });
      expect(facets.state).toEqual({
        COMPLETED: 1,
        FAILED: 1,
        CANCELED: 1,
        RUNNING: 1,
        PENDING: 1,
      });
      expect(facets.cluster).toEqual({ [north]: 1 });
      expect(facets.startedBy).toEqual({ berta: 1 });
      expect(clusters).toEqual([{ cluster: north, name: `${mark}-nat-10` }]);
    });

    test('names a cluster that is chosen, and has nothing left', async () => {
      const { rows, clusters } = await find({ cluster: north, state: 'FAILED' });
      expect(rows).toEqual([]);
      expect(clusters).toContainEqual({ cluster: north, name: `${mark}-nat-10` });
    });

    test('sorts numbered names by their numbers, and states as they follow each other', async () => {
      const attaches = { type: 'attach cluster', order: 'asc' } as const;
      expect(await targets({ ...attaches, sort: 'name' })).toEqual([
        'late',
        'nat-1',
        'nat-2',
        'NAT-3',
        'nat-10',
      ]);
      expect(await targets({ ...attaches, sort: 'state' })).toEqual([
        'late',
        'nat-1',
        'nat-10',
        'nat-2',
        'NAT-3',
      ]);
      const { rows } = await find({ sort: 'startedBy', order: 'asc' });
      expect(rows.map(({ startedBy }) => startedBy)).toEqual([
        'admin',
        'admin',
        'berta',
        'berta',
        'User-9',
        'user-10',
      ]);
    });

    test.each(WORKFLOW_SORT_KEYS)('sorted by %s has each once, over its pages', async (sort) => {
      const whole = (await find({ sort })).rows.map(({ id }) => id);
      const paged = [];
      for (const offset of ['0', '2', '4']) {
        paged.push(...(await find({ sort, offset, limit: '2' })).rows.map(({ id }) => id));
      }
      expect(paged).toEqual(whole);
      expect(new Set(whole).size).toBe(6);
      const backwards = (await find({ sort, order: 'asc' })).rows.map(({ id }) => id);
      expect(backwards).toEqual(whole.toReversed());
    });
  });

  describe('a failed workflow', () => {
    const unresolved = async () => targets({ unresolved: 'true' });

    test('is unresolved until another try is running or has completed, or a week has passed', async () => {
      expect(await unresolved()).toEqual(['nat-2']);
      const clusterId = randomUUID();
      const facts = { target: `${mark}-gone`, clusterId };
      await add('failed', facts, true);
      expect(await unresolved()).toEqual(['gone', 'nat-2']);
      await add('canceled', facts, true);
      expect(await unresolved()).toEqual(['gone', 'nat-2']);
      // Of the same cluster, but of another kind.
      await add('completed', facts);
      expect(await unresolved()).toEqual(['gone', 'nat-2']);
      await add('completed', facts, true);
      expect(await unresolved()).toEqual(['nat-2']);
      await add('failed', { target: `${mark}-again`, apiEndpoint: `${mark}.test:443` });
      // A try that failed too takes nothing away; one that is running does.
      expect(await unresolved()).toEqual(['again', 'nat-2']);
      await add('running', { target: `${mark}-again`, apiEndpoint: `${mark}.test:443` });
      expect(await unresolved()).toEqual([]);
      await add('failed', { target: `${mark}-old`, clusterId: randomUUID() });
      expect(await unresolved()).toEqual(['old']);
      await subject
        .database()
        .query(
          `update federation.workflows set ended_at = now() - interval '8 days' where target = '${mark}-old'`,
        );
      expect(await unresolved()).toEqual([]);
    });
  });
}
