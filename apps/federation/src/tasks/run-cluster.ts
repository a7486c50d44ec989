import { setTimeout as pause } from 'node:timers/promises';
import type { TaskFailure, TaskTrouble } from '@asterism/api-types/fleet-api/fleet-task';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { DETACHED } from './detached.ts';
import { perhapsDone } from './run-item.ts';
import { failItem, followItem, type TaskRunContext } from './task-run.ts';

/** So many items of a cluster at a time: whoever else uses the cluster is to notice nothing. */
const AT_ONCE = 4;
/** So many that the cluster has accepted may not have ended yet. */
const FOLLOWED_MAX = 256;
const BATCH = 64;
/** How often it is looked whether a cluster can be reached again, and how long a task waits for it, in milliseconds. */
const LOOK_MS = 1000;
const WAIT_MS = 15 * 60_000;

/** How a cluster is reached, and why its items fail otherwise. */
type Reach = 'reached' | 'away' | 'detached' | 'not needed';
const AWAY: TaskFailure = {
  kind: 'unavailable',
  reason: 'Its cluster could not be reached for 15 minutes.',
};
const MAYBE_DONE: TaskFailure = {
  kind: 'unknown',
  reason: 'It may have been done: its cluster cannot be reached.',
};
const OUT_OF_REACH: Readonly<
  Record<
    Exclude<Reach, 'reached' | 'not needed'>,
    Readonly<Record<'waiting' | 'running', TaskFailure>>
  >
> = {
  away: { waiting: AWAY, running: MAYBE_DONE },
  detached: { waiting: DETACHED.before, running: DETACHED.since },
};
const NOT_PERMITTED: TaskFailure = {
  kind: 'not-permitted',
  reason: 'Who started the task may not sign in any more.',
};

const HIDES_WHETHER_DONE: ReadonlySet<TaskTrouble> = new Set<TaskTrouble>([
  'not-permitted',
  'unavailable',
]);

/** Waits until the cluster can be reached, and what it has is known, or nobody needs it any more. */
async function reach(
  { deps, isRead, signal }: TaskRunContext,
  clusterId: string,
  isNeeded: () => boolean,
): Promise<Reach> {
  const deadline = performance.now() + WAIT_MS;
  for (;;) {
    if (!isNeeded()) return 'not needed';
    const cluster = deps.monitor.cluster(clusterId);
    if (cluster?.status === 'Connected' && isRead(clusterId)) return 'reached';
    if (cluster === undefined) return 'detached';
    if (performance.now() > deadline) return 'away';
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

  async function runOne(item: TaskItemRow): Promise<void> {
    const { index, state } = item;
    /** What kept a later run from finding out says nothing of what an earlier one has done. */
    const asKnown = (failure: TaskFailure): TaskFailure =>
      state === 'running' && HIDES_WHETHER_DONE.has(failure.kind) ? perhapsDone(failure) : failure;
    const principal = await run.principal();
    if (principal === undefined) return failItem(run, item, asKnown(NOT_PERMITTED));
    const { writer } = run;
    await writer.write({ index, from: state, to: 'running' });
    const outcome = await run.runItem(item, { ...run, principal });
    if (typeof outcome === 'object') {
      return failItem(run, { ...item, state: 'running' }, asKnown(outcome));
    }
    await writer.write({ index, from: 'running', to: outcome });
    // The row is as it was before. What the cluster has accepted just now, no index shows that was read earlier.
    if (outcome === 'following') follow({ ...item, state: outcome, startedAt: new Date() });
    return undefined;
  }

  async function runBatch(batch: readonly TaskItemRow[]): Promise<void> {
    const left = batch.values();
    const worker = async (): Promise<void> => {
      for (const item of left) {
        if (item.state === 'waiting' && run.isStopping()) return;
        while (following.size >= FOLLOWED_MAX) await Promise.race(following);
        await runOne(item);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async function runState(state: 'running' | 'waiting'): Promise<void> {
    const isNeeded = () => state === 'running' || !run.isStopping();
    while (isNeeded()) {
      const batch = await items.next(task.id, { clusterId, states: [state], limit: BATCH });
      if (batch.length === 0) return;
      const reached = await reach(run, clusterId, isNeeded);
      if (reached === 'reached') await runBatch(batch);
      else if (reached !== 'not needed') {
        const failure = OUT_OF_REACH[reached][state];
        await Promise.all(batch.map((item) => failItem(run, item, failure)));
      }
    }
  }

  for (const item of await items.next(task.id, { clusterId, states: ['following'], limit: 1e6 })) {
    follow(item);
  }
  await runState('running');
  await runState('waiting');
  while (following.size > 0) await Promise.all(following);
}
