import type { CallOptions } from '@asterism/api-types/client/client';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { Failure } from '@asterism/api-types/common/failure';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterError } from '../../cluster-client/cluster-client.ts';
import type { Principal } from '../../identity/principal.ts';
import { changeOnCluster, type Done } from '../apply-on-cluster.ts';
import { findSnapshot, type FoundSnapshot, type WhichSnapshot } from './find-snapshot.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayChange } from '../project-access.ts';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';

/** A snapshot, and the cluster that has it. */
interface OnCluster extends Pick<FoundSnapshot, 'cluster'> {
  readonly snapshot: Pick<Snapshot, 'UUID' | 'projectName'>;
}

async function readNow(
  { clusterClients, knownSnapshots: known }: OperationDeps,
  principal: Principal,
  { cluster, snapshot: { UUID, projectName } }: OnCluster,
  options: CallOptions,
): Promise<Result<Snapshot | undefined, ClusterError>> {
  const client = clusterClients.client(cluster, principal);
  const answer = await client.getSnapshot({ projectName, UUID }, options);
  if (answer.ok) {
    known.put(cluster.id, answer.value);
    return answer;
  }
  if (!isNotFound(answer.error)) return answer;
  known.drop(cluster.id, UUID);
  return ok(undefined);
}

/** Deletes a snapshot whose cluster is known; it is Deleting until it is gone. */
export async function deleteSnapshotOn(
  deps: OperationDeps,
  principal: Principal,
  found: OnCluster,
  ifMatch: string | undefined,
): Promise<Result<Done, Failure>> {
  const { UUID, projectName } = found.snapshot;
  const allowed = mayChange(principal, projectName, 'snapshots');
  if (!allowed.ok) return allowed;
  const options = ifMatch === undefined ? {} : { ifMatch };
  return changeOnCluster<Snapshot>(deps, principal, found.cluster, {
    what: 'snapshot',
    operation: clusterApi.deleteSnapshot,
    ifMatch,
    send: (client) => client.deleteSnapshot({ projectName, UUID }, options),
    readNow: (callOptions) => readNow(deps, principal, found, callOptions),
    judge: (now) =>
      now === undefined || now.state === 'Deleting'
        ? { kind: 'done', value: {} }
        : { kind: now.state === 'Creating' ? 'open' : 'not-done' },
  });
}

/** {@link deleteSnapshotOn} for one that is looked for first. */
export async function deleteSnapshot(
  deps: OperationDeps,
  principal: Principal,
  which: WhichSnapshot,
  ifMatch: string | undefined,
): Promise<Result<Done, Failure>> {
  const allowed = mayChange(principal, which.projectName, 'snapshots');
  if (!allowed.ok) return allowed;
  const found = await findSnapshot(deps, principal, which);
  return found.ok ? deleteSnapshotOn(deps, principal, found.value, ifMatch) : found;
}
