import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createWorkflowStore } from '../store/workflow-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { keepReconciling } from './reconcile-workflows.ts';
import { startWorkflowEngine, type WorkflowEngine } from './workflow-engine.ts';

const SOON = { timeout: 20_000, interval: 50 };

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let engine: WorkflowEngine;
/** What the run of a workflow does; without an entry it is done at once. */
const work = new Map<string, () => Promise<void>>();
const runs: string[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
  engine = await startWorkflowEngine({
    watch: { note: () => {} },
    database: opened.database,
    run({ id }) {
      runs.push(id);
      return work.get(id)?.() ?? Promise.resolve();
    },
    unended: async () => [],
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await engine.close();
  await opened.close();
});

const detach = (id: string) => ({ id, type: 'detach cluster' as const });
const runsOf = (id: string): number => runs.filter((one) => one === id).length;

async function enqueue(id: string, retries: number): Promise<void> {
  await opened.database.orm.transaction((tx) => engine.enqueue(tx, detach(id)));
  await opened.database.query('update federation_jobs.job set retry_limit = $2 where id = $1', [
    id,
    retries,
  ]);
  engine.wake('detach cluster');
}

test('a job whose attempts are used up is abandoned, and says how many there were', async () => {
  const id = randomUUID();
  work.set(id, () => Promise.reject(new Error('inside of the federation')));
  await enqueue(id, 0);
  await vi.waitFor(
    async () =>
      expect(await engine.jobOf(detach(id))).toEqual({
        kind: 'abandoned',
        attempts: runsOf(id),
        end: 'unexplained',
      }),
    SOON,
  );
});

test.each([
  ['heartbeat lost', `heartbeat_on = now() - interval '1 hour'`],
  ['timed out', `started_on = now() - interval '1 day'`],
])('a job that pg-boss fails itself is abandoned as "%s"', async (end, change) => {
  const id = randomUUID();
  const running = Promise.withResolvers<void>();
  work.set(id, () => running.promise);
  await enqueue(id, 0);
  await vi.waitFor(() => expect(runsOf(id)).toBe(1), SOON);
  await opened.database.query(`update federation_jobs.job set ${change} where id = $1`, [id]);
  await vi.waitFor(
    async () =>
      expect(await engine.jobOf(detach(id))).toEqual({ kind: 'abandoned', attempts: 1, end }),
    SOON,
  );
  running.resolve();
});

test('a workflow without a job gets exactly one, also when two processes send it at once', async () => {
  const id = randomUUID();
  const running = Promise.withResolvers<void>();
  work.set(id, () => running.promise);
  expect(await engine.jobOf(detach(id))).toEqual({ kind: 'lost' });
  await Promise.all([engine.resend(detach(id)), engine.resend(detach(id))]);
  await vi.waitFor(() => expect(runsOf(id)).toBe(1), SOON);
  // While it runs, sending it again does not take its job away.
  await engine.resend(detach(id));
  expect(await engine.jobOf(detach(id))).toEqual({ kind: 'live' });
  running.resolve();
  await vi.waitFor(
    async () => expect(await engine.jobOf(detach(id))).toEqual({ kind: 'lost' }),
    SOON,
  );
  expect(runsOf(id)).toBe(1);

  // The job is done, and yet the workflow is not: it was restored from a backup.
  work.delete(id);
  await engine.resend(detach(id));
  await vi.waitFor(() => expect(runsOf(id)).toBe(2), SOON);
});

test('a workflow whose job is lost while the federation runs gets a new one', async () => {
  const { orm } = opened.database;
  const definition = {
    stages: [],
    undo: () => Promise.reject(new Error('nothing was to be undone')),
    tooLateToCancel: async () => undefined,
  };
  const reconciling = keepReconciling(
    {
      orm,
      engine,
      definitions: { 'attach cluster': definition, 'detach cluster': definition },
      tasks: { unended: async () => [], abandon: async () => {} },
      onChange: () => {},
      log: pino({ level: 'silent' }),
    },
    20,
  );
  const id = randomUUID();
  const who = { startedBy: 'admin', startedByRoles: [] };
  await createWorkflowStore(orm).add({
    id,
    type: 'detach cluster',
    target: '',
    stages: [],
    clusterId: randomUUID(),
    ...who,
  });
  await vi.waitFor(() => expect(runsOf(id)).toBeGreaterThan(0), SOON);
  await reconciling.close();
});
