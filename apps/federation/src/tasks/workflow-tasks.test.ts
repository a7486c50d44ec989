import { afterAll, beforeAll, expect, test } from 'vitest';
import { isFinalTask } from '@asterism/api-types/fleet-api/fleet-task';
import { followUntil } from '../test-support/follow-workflow.ts';
import { startTaskStack, tasksOf, valueOf, type TaskStack } from '../test-support/task-stack.ts';
import type { FederationClient } from '../test-support/test-federation.ts';
import { startTlsServer } from '../test-support/tls-server.ts';

let stack: TaskStack;
let admin: FederationClient;
let viewer: FederationClient;
const { ended, itemsOf } = tasksOf(() => admin);

beforeAll(async () => {
  stack = await startTaskStack(1, 20);
  ({ admin, viewer } = await stack.signIn());
});
afterAll(() => stack.close());

const statusOf = (answer: { readonly ok: boolean; readonly error?: { readonly status: number } }) =>
  answer.ok ? 200 : answer.error?.status;
const attached = () => {
  const [cluster] = stack.simulator.clusters;
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
};
const attach = async (apiEndpoint: string): Promise<string> =>
  valueOf(await admin.attachCluster({ apiEndpoint })).workflowId;

test('an attach is a task with its stage, how long it usually takes, who asked for it and from where', async () => {
  const { clusterUUID } = attached();
  const { tasks, people } = valueOf(await admin.listTasks({ kind: 'attach cluster' }));
  const [task] = tasks;
  expect(task).toMatchObject({
    kind: 'attach cluster',
    state: 'COMPLETED',
    percent: 100,
    total: 1,
    counts: { done: 1, failed: 0 },
    stage: 'done',
    clusterIds: [clusterUUID],
    projects: [],
    startedBy: 'admin',
    origin: 'api',
  });
  expect(task?.usualSeconds).toBeGreaterThan(0);
  expect(people).toEqual(['admin']);
  expect(valueOf(await admin.getTask({ taskId: task?.id ?? '' }))).toEqual(task);
  expect(await itemsOf(task?.id ?? '')).toMatchObject([
    { target: { UUID: clusterUUID, name: task?.subject }, state: 'done' },
  ]);
});

test('an attach that failed says at which stage and why, is looked for by that, and is settled by one that succeeds', async () => {
  const { apiEndpoint } = attached();
  const id = await attach(apiEndpoint);
  const failed = await ended(id);
  expect(failed).toMatchObject({ state: 'FAILED', stage: 'authenticate', counts: { failed: 1 } });
  expect(failed.reason).toMatch(/attached/);
  expect(failed.percent).toBeLessThan(100);
  const [item] = await itemsOf(id);
  expect(item?.failure).toEqual({ kind: 'refused', reason: failed.reason });
  const found = valueOf(await admin.listTasks({ search: 'attach already', state: 'FAILED' }));
  expect(found.tasks.map((task) => task.id)).toEqual([id]);
  const none = await admin.listTaskItems({ taskId: id, state: 'done' });
  expect(valueOf(none)).toEqual({ items: [], total: 0 });
  const unsettled = async () =>
    valueOf(await admin.listTasks({ unresolved: 'true' })).tasks.map((task) => task.id);
  expect(await unsettled()).toEqual([id]);

  valueOf(await admin.detachCluster({ cid: attached().clusterUUID }));
  const [detach] = valueOf(await admin.listTasks({ kind: 'detach cluster' })).tasks;
  await ended(detach?.id ?? '');
  expect(await stack.attach([apiEndpoint])).toEqual({ ok: true });
  expect(await unsettled()).toEqual([]);
});

test('a workflow is canceled as a task and then undone; nothing else can be asked of it', async () => {
  // It accepts requests, and never answers.
  const unanswering = await startTlsServer(() => undefined);
  // The key of the cluster that is attached is for no other one.
  valueOf(await admin.getServiceCredentials({}));
  const taskId = await attach(unanswering.endpoint);
  await followUntil(admin, taskId, ({ progress }) => progress.stage !== '');
  const [first] = valueOf(await admin.listTasks({ state: 'PENDING,RUNNING' })).tasks;
  expect(first).toMatchObject({
    id: taskId,
    subject: unanswering.endpoint,
    counts: { running: 1 },
  });
  for (const ask of [admin.startTask, admin.pauseTask, admin.resumeTask, admin.retryTask]) {
    expect(statusOf(await ask({ taskId }))).toBe(409);
  }
  const canceled = valueOf(await admin.cancelTask({ taskId }));
  expect(canceled).toMatchObject({ state: 'CANCELED', counts: { canceled: 1 } });
  expect(canceled.reason).toBe('canceled by admin; what it had begun is undone');
  expect(statusOf(await admin.cancelTask({ taskId }))).toBe(409);
  expect(valueOf(await admin.getFleetWorkflow({ workflowId: taskId })).state).toBe('CANCELED');
  await unanswering.close();
});

test('who is no cluster admin sees no workflow among the tasks, and can cancel none', async () => {
  const { tasks } = valueOf(await admin.listTasks({}));
  expect(tasks.every(({ state }) => isFinalTask(state))).toBe(true);
  const taskId = tasks[0]?.id ?? '';
  const seen = valueOf(await viewer.listTasks({}));
  expect(seen).toEqual({ tasks: [], total: 0, people: [] });
  expect(valueOf(await viewer.listTasks({ kind: 'attach cluster' })).total).toBe(0);
  for (const answer of [await viewer.getTask({ taskId }), await viewer.listTaskItems({ taskId })]) {
    expect(statusOf(answer)).toBe(404);
  }
  const unknown = await admin.getTask({ taskId: '00000000-0000-4000-8000-000000000000' });
  expect(statusOf(unknown)).toBe(404);
});

test.each(['unresolved=1', 'endedAfter=yesterday', 'singleWrites=api', 'sort=color'])(
  'the list of tasks refuses %s, and names the field',
  async (query) => {
    const [field = '', value = ''] = query.split('=');
    const refused = await admin.listTasks({ [field]: value });
    expect(statusOf(refused)).toBe(400);
    expect(refused.ok ? [] : refused.error.violations).toMatchObject([{ field }]);
  },
);
