import { setTimeout as pause } from 'node:timers/promises';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { err } from '@asterism/api-types/common/result';
import type { PolicyChange, TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import { failureOf } from '../../cluster-client/cluster-failure.ts';
import {
  isAsChanged,
  readPolicy,
  writePolicy,
} from '../../operations/qos-policies/write-policy.ts';
import type { TaskItemRow } from '../../store/task-item-store.ts';
import { DETACHED } from '../detached.ts';
import { isBusy, perhapsDone, REPEAT_DELAYS, RETRY_DELAYS, troubleOf } from '../run-item.ts';
import type { ItemOutcome, RunOptions } from '../task-run.ts';
import { seenPolicy } from './seen-policy.ts';

/** States of a policy that end by themselves (lightbits-api §2.8). */
const TRANSITIONAL: ReadonlySet<string> = new Set(['Creating', 'Updating']);
/** How often a cluster is asked whether it has finished, and how long, in milliseconds. */
const POLL_MS = 500;
const FINISHED_WITHIN_MS = 120_000;

const NOT_PERMITTED: TaskFailure = {
  kind: 'not-permitted',
  reason: 'Who started the task may not change QoS policies any more.',
};
const CHANGED: TaskFailure = {
  kind: 'changed',
  reason: 'The policy was modified on this cluster after the task was previewed.',
};
const GONE: TaskFailure = { kind: 'gone', reason: 'The policy was deleted meanwhile.' };
const UNFINISHED: TaskFailure = {
  kind: 'unknown',
  reason: 'The cluster accepted it, and has not finished within 2 minutes.',
};

/** How it has ended once the cluster has accepted it, or has what is wanted; undefined while the cluster is at it. */
function endOf(now: Policy | undefined, { limits }: PolicyChange): ItemOutcome | undefined {
  const isDeletion = limits === undefined;
  if (now === undefined) return isDeletion ? 'done' : GONE;
  if (now.state === 'Failed') {
    const reason = 'The cluster accepted it, but the policy is Failed now.';
    return { kind: 'not-finished', reason };
  }
  return isDeletion || TRANSITIONAL.has(now.state) ? undefined : 'done';
}

/**
 * Creates, changes or deletes a QoS policy on the cluster of the item, unless it is another than was previewed. May be called
 * again for an item of which it is not known whether it was begun: what is there already is not asked for twice. Throws when
 * the signal is aborted.
 */
export async function runPolicyItem(
  item: TaskItemRow,
  change: PolicyChange,
  { deps, principal, signal }: RunOptions,
): Promise<ItemOutcome> {
  if (!principal.rights.isClusterAdmin) return NOT_PERMITTED;
  const delays = item.state === 'running' ? REPEAT_DELAYS : RETRY_DELAYS;
  let isAccepted = false;
  let deadline = Infinity;
  for (let attempt = 0; ;) {
    signal.throwIfAborted();
    const cluster = deps.monitor.cluster(item.volumeId);
    const mayBeDone = isAccepted || item.state === 'running';
    if (cluster === undefined) return mayBeDone ? DETACHED.since : DETACHED.before;
    const client = deps.clusterClients.client(cluster, principal);
    const read = await readPolicy(client, change.name, { signal });
    if (read.ok && (isAccepted || isAsChanged(read.value, change))) {
      const end = endOf(read.value, change);
      if (end !== undefined) return end;
      if (performance.now() > deadline) return UNFINISHED;
      deadline = Math.min(deadline, performance.now() + FINISHED_WITHIN_MS);
      await pause(POLL_MS, undefined, { signal });
      continue;
    }
    if (read.ok && seenPolicy(read.value) !== item.seen) return CHANGED;
    const written = read.ok
      ? await writePolicy(deps, principal, cluster, { before: read.value, change })
      : err(failureOf(read.error, cluster.name));
    if (written.ok) {
      isAccepted = true;
      continue;
    }
    const delay = isBusy(written.error) ? delays[attempt] : undefined;
    if (delay === undefined) {
      const trouble = troubleOf(written.error);
      // What keeps it from being read says nothing of what was written.
      return mayBeDone && !read.ok ? perhapsDone(trouble) : trouble;
    }
    attempt += 1;
    await pause(delay, undefined, { signal });
  }
}
