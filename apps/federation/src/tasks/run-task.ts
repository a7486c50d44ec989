import { isDrafted } from '@asterism/api-types/fleet-api/fleet-task';
import type { Orm } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createTaskItemStore } from '../store/task-item-store.ts';
import { createTaskStore, type TaskRow, type TaskRun } from '../store/task-store.ts';
import { endOfRun } from './core/end-of-run.ts';
import { createItemFollower } from './item-follower.ts';
import { createItemWriter } from './item-writer.ts';
import { runCluster } from './run-cluster.ts';
import { taskActionOf } from './task-action-of.ts';
import type { TaskRunContext } from './task-run.ts';

export interface TaskRunnerOptions {
  readonly orm: Orm;
  readonly deps: OperationDeps;
  readonly bus: Pick<EventBus, 'subscribe'>;
  /** Who this is now; undefined when they may not sign in any more. */
  readonly principalOf: (subject: string) => Promise<Principal | undefined>;
  /** Called with the task after every change. */
  readonly onChange: (task: TaskRow) => void;
  /** Aborted when the task is to be left to a later run, or to another process. */
  readonly signal: AbortSignal;
}

/**
 * Carries out a task from where it is. One that is not to run is left alone, so this may be called again at any time: after a
 * crash, or by another process. Throws when it is interrupted, or overtaken by a later run.
 */
export async function runTask(id: string, options: TaskRunnerOptions): Promise<void> {
  const { orm, deps, bus, onChange } = options;
  const claimed = await createTaskStore(orm).claimRun(id);
  if (claimed === undefined) return;
  onChange(claimed);
  const { asked, change, kind, startedBy } = claimed;
  const failing = new AbortController();
  if (!isDrafted(kind)) throw new Error(`a task that is only followed was queued: ${kind}`);
  const action = taskActionOf(kind, change);
  const items = createTaskItemStore(orm);
  const follower = createItemFollower({ ...deps, bus, action });
  let isStopping = asked !== null;
  const unsubscribe = bus.subscribe((event) => {
    // It may have been asked of another replica.
    if (event.type === 'task' && event.task.id === id) isStopping = event.task.asked !== undefined;
  });
  const run: TaskRunContext = {
    task: claimed,
    action,
    deps,
    items,
    writer: createItemWriter(items, claimed, (task) => {
      isStopping = task.asked !== null;
      onChange(task);
    }),
    follower,
    principal: () => options.principalOf(startedBy),
    signal: AbortSignal.any([options.signal, failing.signal]),
    isStopping: () => isStopping,
  };
  try {
    for (;;) {
      await Promise.all(claimed.clusterIds.map((clusterId) => runCluster(run, clusterId)));
      const end = await leave(orm, claimed);
      // Somebody wants it to go on.
      if (end === undefined) isStopping = false;
      else return onChange(end);
    }
  } finally {
    failing.abort();
    unsubscribe();
    follower.close();
  }
}

/** Ends the run, with the task or as paused; undefined when there is something to do after all. Throws when it is overtaken. */
const leave = (orm: Orm, run: TaskRun): Promise<TaskRow | undefined> =>
  orm.transaction(async (tx) => {
    const tasks = createTaskStore(tx);
    const task = await tasks.current(run);
    if (task === undefined) throw new Error('overtaken: a later run was claimed');
    if (task.asked !== 'cancel') {
      const end = endOfRun(task, task.asked);
      return end === undefined ? undefined : tasks.leave(run, end);
    }
    const canceled = await createTaskItemStore(tx).cancelWaiting(task.id);
    const counted = await tasks.count(run, new Map([['canceled', canceled]]));
    return tasks.leave(run, endOfRun(counted ?? task, null) ?? 'CANCELED');
  });
