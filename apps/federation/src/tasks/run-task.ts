import { isDrafted, isPolicyTask, isSnapshotsTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { Orm } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createTaskItemStore } from '../store/task-item-store.ts';
import { createTaskStore, type TaskRow, type TaskRun } from '../store/task-store.ts';
import { endOfRun } from './core/end-of-run.ts';
import { createItemFollower, type ItemFollowerOptions } from './item-follower.ts';
import { createItemWriter } from './item-writer.ts';
import { runPolicyItem } from './qos-policies/run-policy-item.ts';
import { runCluster } from './run-cluster.ts';
import { runItem } from './run-item.ts';
import { deleteSnapshots, snapshotTargets } from './snapshots/delete-snapshots.ts';
import type { TaskAction, Targets } from './task-action.ts';
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
  const { asked, startedBy } = claimed;
  const failing = new AbortController();
  const { follow, ...work } = workOf(claimed, deps);
  const items = createTaskItemStore(orm);
  const follower = createItemFollower({ ...deps, bus, follow });
  let isStopping = asked !== null;
  const unsubscribe = bus.subscribe((event) => {
    // It may have been asked of another replica.
    if (event.type === 'task' && event.task.id === id) isStopping = event.task.asked !== undefined;
  });
  const run: TaskRunContext = {
    task: claimed,
    ...work,
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

type Work = Pick<TaskRunContext, 'isRead' | 'runItem'> & Pick<ItemFollowerOptions, 'follow'>;

/** What is done with each target of a task, by what is known of them. */
const workOn = <Target extends { readonly ETag: string }>(
  action: TaskAction<Target>,
  targets: Targets<Target>,
): Work => {
  const isRead = (clusterId: string) => targets.asOf(clusterId) !== undefined;
  return {
    isRead,
    runItem: (item, options) => runItem(item, action, targets, options),
    follow(item) {
      const asOf = targets.asOf(item.clusterId ?? '');
      return asOf === undefined ? 'under way' : action.follow(targets.find(item), item, asOf);
    },
  };
};

/** What is done with each item of a task, and how one is followed that its cluster has accepted. */
function workOf(
  { kind, change, policy, snapshot, schedule }: TaskRow,
  { inventory, snapshots }: Pick<OperationDeps, 'inventory' | 'snapshots'>,
): Work {
  if (!isDrafted(kind)) throw new Error(`a task that is only followed was queued: ${kind}`);
  if (isPolicyTask(kind)) {
    if (policy === null) throw new Error(`"${kind}" without its QoS policy`);
    return {
      isRead: (clusterId) => inventory.asOf(clusterId) !== undefined,
      runItem: (item, options) => runPolicyItem(item, policy, options),
      // A policy is written within its item.
      follow: () => 'done',
    };
  }
  if (isSnapshotsTask(kind)) return workOn(deleteSnapshots, snapshotTargets(snapshots));
  return workOn(taskActionOf({ kind, change, snapshot, schedule }, snapshots), {
    find: ({ volumeId }) => inventory.find(volumeId),
    asOf: (clusterId) => inventory.asOf(clusterId),
  });
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
