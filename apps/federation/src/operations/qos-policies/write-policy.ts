import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import type { CallOptions } from '@asterism/api-types/client/client';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { PolicyChange } from '@asterism/api-types/fleet-api/fleet-task';
import { areSameLimits } from '@asterism/api-types/rules/qos-limits';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-client.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { changeOnCluster, type Done, type WriteFinding } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** The QoS policy of a name as its cluster has it now; undefined when there is none. */
export async function readPolicy(
  client: ClusterClient,
  name: string,
  options: CallOptions,
): Promise<Result<Policy | undefined, ClusterError>> {
  const listed = await client.listPolicies({}, options);
  return listed.ok ? ok(listed.value.policies.find((policy) => policy.name === name)) : listed;
}

/** Whether a cluster has what a change is for; `now` is undefined where it has no such policy. */
export function isAsChanged(now: Policy | undefined, change: PolicyChange): boolean {
  const { description, limits } = change;
  if (limits === undefined) return now === undefined;
  if (now === undefined) return false;
  return (
    areSameLimits(now.QoSRateLimitPolicy, limits) &&
    (description === undefined || description === now.description)
  );
}

const gone = (name: string): WriteFinding<Done> => ({
  kind: 'refused',
  error: failure('notFound', `there is no QoS policy ${JSON.stringify(name)} any more`),
});

/** Creates, changes or deletes a QoS policy on one cluster, whichever is left to do; `before` is what is there. */
export function writePolicy(
  deps: OperationDeps,
  principal: Principal,
  cluster: AttachedCluster,
  { before, change }: { readonly before: Policy | undefined; readonly change: PolicyChange },
): Promise<Result<Done, Failure>> {
  const { name, limits } = change;
  const client = deps.clusterClients.client(cluster, principal);
  const common = {
    what: 'QoS policy',
    // The vendor's policies have no ETag (lightbits-api §2.8).
    ifMatch: undefined,
    readNow: (options: CallOptions) => readPolicy(client, name, options),
    judge: (now: Policy | undefined): WriteFinding<Done> =>
      isAsChanged(now, change) ? { kind: 'done', value: {} } : { kind: 'not-done' },
  };
  if (limits === undefined) {
    // There is nothing to do.
    if (before === undefined) return Promise.resolve(ok({}));
    return changeOnCluster<Policy>(deps, principal, cluster, {
      ...common,
      operation: clusterApi.deletePolicy,
      send: () => client.deletePolicy({ UUID: before.UUID }),
    });
  }
  const description = change.description ?? before?.description ?? '';
  if (before === undefined) {
    return changeOnCluster<Policy>(deps, principal, cluster, {
      ...common,
      operation: clusterApi.createPolicy,
      send: () => client.createPolicy({ name, description, qoSRateLimitPolicy: limits }),
    });
  }
  return changeOnCluster<Policy>(deps, principal, cluster, {
    ...common,
    operation: clusterApi.updatePolicy,
    // All of it, as the vendor's own client does: what is left out could be taken for empty.
    send: () =>
      client.updatePolicy({
        UUID: before.UUID,
        name,
        description,
        qoSRateLimitPolicy: limits,
      }),
    judge: (now) => (now === undefined ? gone(name) : common.judge(now)),
  });
}
