import { randomUUID } from 'node:crypto';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { PolicyChange, TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { Principal } from '../../identity/principal.ts';
import type { ClusterSnapshot } from '../../monitor/cluster-snapshot.ts';
import type { OperationDeps } from '../../operations/operation-deps.ts';
import { isAsChanged } from '../../operations/qos-policies/write-policy.ts';
import { sumUsage } from '../../operations/usage/sum-usage.ts';
import type { NewTaskItem } from '../../store/task-item-store.ts';
import { DETACHED } from '../detached.ts';
import { sumItems, type DraftedTask, type DraftFrom } from '../drafted-task.ts';
import { seenPolicy } from './seen-policy.ts';

export type PolicyDraftRequest = OperationArguments<(typeof policyTaskApi)['draftPolicyTask']>;

export interface PolicyDraftDeps {
  readonly monitor: Pick<OperationDeps['monitor'], 'cluster' | 'snapshot'>;
  readonly inventory: Pick<OperationDeps['inventory'], 'usage'>;
}

const NOT_OFFERED: TaskFailure = {
  kind: 'refused',
  reason: 'The cluster does not offer QoS policies: it answers 501.',
};
const UNREAD: TaskFailure = {
  kind: 'unavailable',
  reason: 'What QoS policies the cluster has was not read yet.',
};
const IS_SO: TaskFailure = { kind: 'nothing-to-do', reason: 'Nothing to change.' };
const IS_GONE: TaskFailure = { kind: 'nothing-to-do', reason: 'The cluster has no such policy.' };

function refusalOf(
  { offersPolicies, arePoliciesRead }: ClusterSnapshot,
  now: Policy | undefined,
  change: PolicyChange,
): TaskFailure | undefined {
  if (!offersPolicies) return NOT_OFFERED;
  if (!arePoliciesRead) return UNREAD;
  if (!isAsChanged(now, change)) return undefined;
  return change.limits === undefined ? IS_GONE : IS_SO;
}

/**
 * What a task would do with a QoS policy on each cluster. Fails with `invalidArgument` when one is not attached, unless the
 * task that this is a retry of had it.
 */
export async function draftPolicyTask(
  { monitor, inventory }: PolicyDraftDeps,
  principal: Principal,
  { kind, clusters, name, description, limits }: PolicyDraftRequest,
  { origin, retryOf = null, former = [] }: DraftFrom,
): Promise<Result<DraftedTask, Failure>> {
  const taskId = randomUUID();
  const change: PolicyChange = {
    name,
    ...(description === undefined ? {} : { description }),
    ...(limits === undefined
      ? {}
      : { limits: { ...limits, projectsNamesScope: limits.projectsNamesScope ?? [] } }),
  };
  const ofPolicy = (await inventory.usage()).one('policy', name);
  const detached = new Map(former.map(({ volumeId: id, name }) => [id, { id, name }]));
  const items: NewTaskItem[] = [];
  for (const given of new Set(clusters.map((id) => id.toLowerCase()))) {
    const cluster = monitor.cluster(given) ?? detached.get(given);
    if (cluster === undefined) {
      return err(invalidField('clusters', `there is no attached cluster ${given}`));
    }
    const snapshot = monitor.snapshot(cluster.id);
    const now = snapshot.policies.find((policy) => policy.name === name);
    const refusal =
      monitor.cluster(given) === undefined ? DETACHED.before : refusalOf(snapshot, now, change);
    const { volumes } = sumUsage(ofPolicy, ({ home }) => home.clusterId === cluster.id);
    items.push({
      taskId,
      index: items.length,
      volumeId: cluster.id,
      name: cluster.name,
      projectName: '',
      clusterId: cluster.id,
      size: '0',
      etag: now?.UUID ?? '',
      seen: seenPolicy(now),
      isModified: false,
      mayBeInUse: volumes > 0,
      snapshots: null,
      clones: null,
      state: refusal === undefined ? 'waiting' : 'skipped',
      failure: refusal ?? null,
    });
  }
  return ok({
    items,
    task: {
      id: taskId,
      kind,
      change: null,
      policy: change,
      subject: name,
      startedBy: principal.subject,
      origin,
      retryOf,
      ...sumItems(items),
    },
  });
}
