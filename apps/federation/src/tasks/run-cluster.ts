import { setTimeout as pause } from 'node:timers/promises';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { failItem, followItem, type TaskRunContext } from './task-run.ts';

/** So many volumes of a cluster at a time: whoever else uses the cluster is to notice nothing. */
const AT_ONCE = 4;
/** So many that the cluster has accepted may not have ended yet. */
const FOLLOWED_MAX = 256;
const BATCH = 64;
/** How often it is looked whether a cluster can be reached again, and how long a task waits for it, in milliseconds. */
const LOOK_MS = 1000;
const WAIT_MS = 15 * 60_000;

/** Why the items of a cluster fail that is not there, by whether each was begun before. */
const OUT_OF_REACH: Readonly<Record<'waiting' | 'running', TaskFailure>> = {
  waiting: { kind: 'unavailable', reason: 'Its cluster could not be reached for 15 minutes.' },
  running: { kind: 'unknown', reason: 'It may have been done: its cluster cannot be reached.' },
};
const NOT_PERMITTED: TaskFailure = {
  kind: 'not-permitted',
  reason: 'Who started the task may not sign in any more.',
};

/** Whether the cluster can be reached, and what it has is known; false when that takes too long, or when it is detached. */
async function canReach({ deps, signal }: TaskRunContext, clusterId: string): Promise<boolean> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    const cluster = deps.monitor.cluster(clusterId);
    const isRead = deps.inventory.asOf(clusterId) !== undefined;
    if (cluster?.status === 'Connected' && isRead) return true;
    if (cluster === undefined || performance.now() > deadline) return false;
    await pause(LOOK_MS, undefined, { signal });
  }
}

/** Carries out the items of one cluster, a few at a time, those first that an earlier run has begun. */
export async function runCluster(run: TaskRunContext, clusterId: string): Promise<void> {
  const { task, items } = run;
  const following = new Set<Promise<void>>();

  function follow(item: TaskItemRow): void {
    const followed = followItem(run, item).finally(() => following.delete(followed));
    // It is awaited below; until then a failure is nobody's.
    followed.catch(() => undefined);
    following.add(followed);
  }

  async function runOne(item: TaskItemRow, principal: Principal): Promise<void> {
    const { index, state } = item;
    const { writer } = run;
    await writer.write({ index, from: state, to: 'running' });
    const outcome = await run.runItem(item, { ...run, principal });
    if (typeof outcome === 'object') return failItem(run, { ...item, state: 'running' }, outcome);
    await writer.write({ index, from: 'running', to: outcome });
    if (outcome === 'following') follow(item);
    return undefined;
  }

  async function runBatch(batch: readonly TaskItemRow[], principal: Principal): Promise<void> {
    const left = batch.values();
    const worker = async (): Promise<void> => {
      for (const item of left) {
        if (item.state === 'waiting' && run.isStopping()) return;
        while (following.size >= FOLLOWED_MAX) await Promise.race(following);
        await runOne(item, principal);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async function runState(state: 'running' | 'waiting'): Promise<void> {
    for (;;) {
      if (state === 'waiting' && run.isStopping()) return;
      const batch = await items.next(task.id, { clusterId, states: [state], limit: BATCH });
      if (batch.length === 0) return;
      if (!(await canReach(run, clusterId))) {
        for (const item of batch) await failItem(run, item, OUT_OF_REACH[state]);
        continue;
      }
      const principal = await run.principal();
      if (principal === undefined) {
        for (const item of batch) await failItem(run, item, NOT_PERMITTED);
        continue;
      }
      await runBatch(batch, principal);
    }
  }

  for (const item of await items.next(task.id, { clusterId, states: ['following'], limit: 1e6 })) {
    follow(item);
  }
  await runState('running');
  await runState('waiting');
  while (following.size > 0) await Promise.all(following);
}
