import { describe, expect, test } from 'vitest';
import type { WorkflowRow, WorkflowRun } from '../../store/workflow-store.ts';
import {
  inTransaction,
  newAttach,
  newDetach,
  type ConformanceSubject,
} from './conformance-subject.ts';

const FAILED = { message: 'no luck', stages: [] };
const CANCELED = { message: 'canceled', stages: [], canceledBy: 'admin' };

/** What the store of workflows promises, on any database. */
export function workflowPromises(subject: ConformanceSubject): void {
  const workflows = () => subject.stores().workflows;

  async function addRunning(): Promise<WorkflowRun> {
    const { id } = newDetach();
    await workflows().add(newDetach({ id }));
    return claim(id);
  }
  async function claim(id: string): Promise<WorkflowRun> {
    const row = await workflows().claimRun(id);
    if (row === undefined) throw new Error('the run was not claimed');
    return { id, run: row.run };
  }
  /** Whether the row says that the workflow is still what it was. */
  const isUntouched = (row: WorkflowRow | undefined): boolean =>
    row?.state === 'RUNNING' && row.endedAt === null && row.stage === '';

  describe('the store of workflows', () => {
    test('takes the same work once at a time, also when two ask at once', async () => {
      const attach = newAttach();
      const again = newAttach({ apiEndpoint: attach.apiEndpoint ?? '' });
      const added = await Promise.all([attach, again].map((one) => workflows().add(one)));
      const kept = added.find((row) => row !== undefined);
      expect(added.filter((row) => row !== undefined)).toHaveLength(1);
      expect((await workflows().attachOf(attach.apiEndpoint ?? ''))?.id).toBe(kept?.id);
      await workflows().cancel(kept?.id ?? '', CANCELED);
      expect(await workflows().attachOf(attach.apiEndpoint ?? '')).toBeUndefined();
      expect(
        await workflows().add(newAttach({ apiEndpoint: attach.apiEndpoint ?? '' })),
      ).toBeDefined();
    });

    test('fences an older run out of every write', async () => {
      const older = await addRunning();
      const newer = await claim(older.id);
      expect(newer.run).toBe(older.run + 1);
      expect(await workflows().isCurrentRun(older)).toBe(false);
      expect(await workflows().isCurrentRun(newer)).toBe(true);
      expect(await workflows().change(older, { stage: 'too late' })).toBeUndefined();
      expect(await workflows().complete(older)).toBeUndefined();
      expect(await workflows().fail(older, FAILED)).toBeUndefined();
      expect(isUntouched(await workflows().get(older.id))).toBe(true);
      expect(await workflows().complete(newer)).toMatchObject({ state: 'COMPLETED' });
    });

    test('keeps the time of the first run as the start', async () => {
      const { id } = await addRunning();
      const first = await workflows().get(id);
      await claim(id);
      expect((await workflows().get(id))?.startedAt).toEqual(first?.startedAt);
    });

    test('gives two replicas that claim at once a run each', async () => {
      const { id } = await addRunning();
      const runs = await Promise.all([claim(id), claim(id), claim(id)]);
      expect(new Set(runs.map(({ run }) => run)).size).toBe(3);
    });

    test('holds a new run back while a transaction has found its run to be the current one', async () => {
      const run = await addRunning();
      const order: string[] = [];
      let next: Promise<unknown> = Promise.resolve();
      await inTransaction(subject, async (tx) => {
        expect(await tx.workflows.isCurrentRun(run)).toBe(true);
        next = claim(run.id).then(() => order.push('claimed'));
        const written = await tx.workflows.change(run, { stage: 'in time' });
        expect(written?.stage).toBe('in time');
        order.push('written');
      });
      await next;
      expect(order).toEqual(['written', 'claimed']);
      expect(await workflows().get(run.id)).toMatchObject({ stage: 'in time', run: run.run + 1 });
    });

    test('holds all runs back while a transaction has locked the workflow', async () => {
      const run = await addRunning();
      let late: Promise<WorkflowRow | undefined> = Promise.resolve(undefined);
      await inTransaction(subject, async (tx) => {
        expect((await tx.workflows.lock(run.id))?.id).toBe(run.id);
        late = workflows().change(run, { stage: 'too late' });
        // A write that did not wait would be seen here.
        for (let read = 0; read < 20; read += 1) {
          expect((await tx.workflows.get(run.id))?.stage).toBe('');
        }
        await tx.workflows.cancel(run.id, CANCELED);
      });
      expect(await late).toBeUndefined();
      expect(await workflows().get(run.id)).toMatchObject({ state: 'FAILED' });
    });

    test('never lets percent go back, and keeps 100 for what is complete', async () => {
      const run = await addRunning();
      const percentAfter = async (percent: number) =>
        (await workflows().change(run, { percent }))?.percent;
      expect(await percentAfter(40.7)).toBe(40);
      expect(await percentAfter(10)).toBe(40);
      expect(await percentAfter(250)).toBe(99);
      expect((await workflows().complete(run))?.percent).toBe(100);
    });

    test('changes nothing of a workflow that has ended, and starts no run of it', async () => {
      const run = await addRunning();
      const ended = await workflows().fail(run, FAILED);
      expect(ended).toMatchObject({ state: 'FAILED', message: 'no luck' });
      expect(await workflows().claimRun(run.id)).toBeUndefined();
      expect(await workflows().isCurrentRun(run)).toBe(false);
      expect(await workflows().change(run, { stage: 'too late' })).toBeUndefined();
      expect(await workflows().complete(run)).toBeUndefined();
      expect(await workflows().cancel(run.id, CANCELED)).toBeUndefined();
      expect(await workflows().get(run.id)).toEqual(ended);
    });

    test('cancels whatever run is the current one', async () => {
      const run = await addRunning();
      const newer = await claim(run.id);
      expect(await workflows().cancel(run.id, CANCELED)).toMatchObject({
        state: 'FAILED',
        canceledBy: 'admin',
      });
      expect(await workflows().isCurrentRun(newer)).toBe(false);
    });

    test('lists the newest first, page by page', async () => {
      const ids: string[] = [];
      for (let count = 0; count < 3; count += 1) ids.unshift((await addRunning()).id);
      const first = await workflows().page({ limit: 2 });
      expect(first.map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const second = await workflows().page({ limit: 1, before: first.at(-1)?.sequence });
      expect(second.map(({ id }) => id)).toEqual(ids.slice(2));
      expect((await workflows().unended(2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
      const unended = (await workflows().allUnended()).map(({ id }) => id);
      expect(unended).toEqual(expect.arrayContaining(ids));
    });
  });
}
