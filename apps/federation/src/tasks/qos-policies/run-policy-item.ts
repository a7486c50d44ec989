import { setTimeout as pause } from 'node:timers/promises';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import type { PolicyChange, TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import { failureOf } from '../../cluster-client/cluster-failure.ts';
import {
  isAsChanged,
  readPolicy,
  writePolicy,
} from '../../operations/qos-policies/write-policy.ts';
import type { TaskItemRow } from '../../store/task-item-store.ts';
import { isBusy, RETRY_DELAYS, troubleOf } from '../run-item.ts';
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
const DETACHED: TaskFailure = { kind: 'gone', reason: 'The cluster is not attached any more.' };
const UNFINISHED: TaskFailure = {
  kind: 'unknown',
  reason: 'The cluster accepted it, and has not finished within 2 minutes.',
};

/** How it has ended once the cluster has what is wanted; undefined while the cluster is at it. */
function endOf(now: Policy | undefined): ItemOutcome | undefined {
  if (now === undefined) return 'done';
  if (TRANSITIONAL.has(now.state)) return undefined;
  if (now.state !== 'Failed') return 'done';
  return { kind: 'not-finished', reason: 'The cluster accepted it, but the policy is Failed now.' };
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
  let isAccepted = false;
  let deadline = Infinity;
  for (let attempt = 0; ;) {
    signal.throwIfAborted();
    const cluster = deps.monitor.cluster(item.volumeId);
    if (cluster === undefined) return DETACHED;
    const client = deps.clusterClients.client(cluster, principal);
    const read = await readPolicy(client, change.name, { signal });
    if (read.ok && (isAccepted || isAsChanged(read.value, change))) {
      const end = endOf(read.value);
      if (end !== undefined) return end;
      if (performance.now() > deadline) return UNFINISHED;
      deadline = Math.min(deadline, performance.now() + FINISHED_WITHIN_MS);
      await pause(POLL_MS, undefined, { signal });
      continue;
    }
    if (read.ok && seenPolicy(read.value) !== item.seen) return CHANGED;
    const written = read.ok
      ? await writePolicy(deps, principal, cluster, { before: read.value, change })
      : { ok: false as const, error: failureOf(read.error, cluster.name) };
    if (written.ok) {
      isAccepted = true;
      continue;
    }
    const delay = isBusy(written.error) ? RETRY_DELAYS[attempt] : undefined;
    if (delay === undefined) return troubleOf(written.error);
    attempt += 1;
    await pause(delay, undefined, { signal });
  }
}
