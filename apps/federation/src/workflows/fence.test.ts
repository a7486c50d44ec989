import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { err, ok } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { createServiceKeyStore } from '../store/service-key-store.ts';
import { createWorkflowStore } from '../store/workflow-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { cancelWorkflow } from './cancel-workflow.ts';
import type { Stage, WorkflowDefinition } from './workflow-definition.ts';
import { createRunningWorkflows } from './running-workflows.ts';
import { runWorkflow, type RunnerOptions } from './run-workflow.ts';

const why = { failure: { kind: 'unexplained' }, reason: 'no luck' } as const;

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let database: Database;
/** What runs did, and what was published of them, in order. */
let done: string[];

beforeAll(async () => {
  opened = await openTestDatabase();
  ({ database } = opened);
});
afterAll(() => opened.close());
beforeEach(() => {
  done = [];
});

/**
 * A run that stands still in its first stage while another one is claimed, which runs to its end when it has an `outcome`.
 * After that the first one resumes with `late`.
 */
async function standStill(late: Stage['run'], outcome?: Stage['run']) {
  const standing = Promise.withResolvers<void>();
  const waking = Promise.withResolvers<void>();
  let isStanding = false;
  const first: Stage = {
    name: 'first',
    percent: 40,
    async run(stageRun) {
      done.push('first');
      if (isStanding && outcome !== undefined) return outcome(stageRun);
      isStanding = true;
      standing.resolve();
      await waking.promise;
      return late(stageRun);
    },
  };
  const second: Stage = {
    name: 'second',
    percent: 90,
    async run() {
      done.push('second');
      return ok({});
    },
  };
  const definition: WorkflowDefinition = {
    stages: [first, second],
    undo: async () => void done.push('undo'),
    tooLateToCancel: async () => undefined,
  };
  const store = createWorkflowStore(database.orm);
  const id = randomUUID();
  await store.add({
    id,
    type: 'detach cluster',
    stages: definition.stages.map(({ name }) => ({ name, state: 'waiting' })),
    target: 'a cluster',
    clusterId: randomUUID(),
    startedBy: 'admin',
    startedByRoles: [],
  });
  const options: RunnerOptions = {
    orm: database.orm,
    definitions: { 'attach cluster': definition, 'detach cluster': definition },
    onChange: ({ percent, state }) => void done.push(`${state} ${percent}`),
    onOvertaken: async (workflow) => void done.push(`overtaken ${workflow.id === id}`),
    signal: new AbortController().signal,
    log: pino({ level: 'silent' }),
  };
  const slow = runWorkflow(id, options).then(
    () => 'it ran to its end',
    (error: unknown) => String(error),
  );
  await standing.promise;
  if (outcome === undefined) await store.claimRun(id);
  else await runWorkflow(id, options);
  const before = await store.get(id);
  done = [];
  waking.resolve();
  const end = await slow;
  const after = await store.get(id);
  return { outcome: { end, isSame: isDeepStrictEqual(after, before), done }, after };
}

/** It has stopped and written nothing, and its process was notified. */
const STOPPED = {
  end: 'Error: overtaken: a later run was claimed, or the workflow has ended',
  isSame: true,
  done: ['overtaken true'],
};

describe('a run that stood still while another run was claimed', () => {
  test('writes no success', async () => {
    const { outcome, after } = await standStill(async () => ok({ target: 'written too late' }));
    expect(outcome).toEqual(STOPPED);
    expect(after).toMatchObject({ state: 'RUNNING', target: 'a cluster', run: 2 });
  });

  test('writes no failure, and undoes nothing', async () => {
    const { outcome } = await standStill(async () => err({ ...why, isTransient: false }));
    expect(outcome).toEqual(STOPPED);
  });

  test('does not restart a failed workflow', async () => {
    const { outcome, after } = await standStill(
      async () => ok({}),
      async () => err({ ...why, isTransient: false }),
    );
    expect(outcome).toEqual(STOPPED);
    expect(after).toMatchObject({ state: 'FAILED', message: 'first: no luck' });
  });

  test('reports no progress, and stops there', async () => {
    const { outcome } = await standStill(async ({ report }) => {
      await report(0.5);
      done.push('went on');
      return ok({});
    });
    expect(outcome).toEqual(STOPPED);
  });

  test('does not try a stage again', async () => {
    const { outcome } = await standStill(async () => err({ ...why, isTransient: true }));
    expect(outcome).toEqual(STOPPED);
  });

  test('changes nothing else', async () => {
    const key = { id: `key-${randomUUID()}`, publicKey: '', privateKey: '' };
    const { outcome } = await standStill(({ fence }) =>
      fence.transaction(async (tx) => {
        await createServiceKeyStore(tx).add(key);
        return ok({});
      }),
    );
    expect(outcome).toEqual(STOPPED);
    expect(await createServiceKeyStore(database.orm).get(key.id)).toBeUndefined();
  });
});

test('a run whose workflow somebody else has ended aborts what it waits for', async () => {
  const started = Promise.withResolvers<void>();
  const waiting: Stage = {
    name: 'waiting',
    percent: 50,
    run: ({ fence: { signal } }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
        started.resolve();
      }),
  };
  const definition: WorkflowDefinition = {
    stages: [waiting],
    undo: async () => void done.push('undo'),
    tooLateToCancel: async () => undefined,
  };
  const { orm } = database;
  const definitions = { 'attach cluster': definition, 'detach cluster': definition };
  const id = randomUUID();
  await createWorkflowStore(orm).add({
    id,
    type: 'detach cluster',
    stages: [{ name: 'waiting', state: 'waiting' }],
    target: 'a cluster',
    clusterId: randomUUID(),
    startedBy: 'admin',
    startedByRoles: [],
  });
  const running = createRunningWorkflows();
  const run = running.run(id, (ended) =>
    runWorkflow(id, {
      orm,
      definitions,
      onChange: () => {},
      onOvertaken: async () => void done.push('overtaken'),
      signal: new AbortController().signal,
      ended,
      log: pino({ level: 'silent' }),
    }),
  );
  await started.promise;
  const canceled = await cancelWorkflow(id, { subject: 'admin' }, { orm, definitions });
  expect(canceled.ok).toBe(true);
  running.stop(id);
  await expect(run).rejects.toThrow('overtaken');
  expect(done).toEqual(['undo', 'overtaken']);
});

test('what a stage changes in a transaction is rolled back when it throws', async () => {
  const key = { id: `key-${randomUUID()}`, publicKey: '', privateKey: '' };
  const kept = createServiceKeyStore(database.orm);
  const { after } = await standStill(
    async () => ok({}),
    ({ fence }) =>
      fence.transaction(async (tx) => {
        await createServiceKeyStore(tx).add(key);
        throw new Error('halfway');
      }),
  );
  expect(after).toMatchObject({ state: 'FAILED' });
  expect(await kept.get(key.id)).toBeUndefined();
});
