import type { Volume } from '@asterism/api-types/cluster-api/volume';
import {
  failure,
  fieldFailure,
  invalidField,
  type Failure,
} from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { CallOptions } from '@asterism/api-types/client/client';
import type { TokenPrincipal, ClusterError } from '../../cluster-client/cluster-client.ts';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayChange, mayView } from '../project-access.ts';

/** Which volume is meant: by UUID, or by name and project. */
export interface WhichVolume {
  readonly UUID: string;
  readonly name?: string | undefined;
  readonly projectName?: string | undefined;
}

export interface FoundVolume {
  readonly volume: Volume;
  readonly cluster: AttachedCluster;
}

const notFound = (what: string) => err(failure('notFound', `there is no volume ${what}`));

function located(
  { monitor }: Pick<OperationDeps, 'monitor'>,
  volume: Volume | undefined,
): FoundVolume | undefined {
  const cluster = volume === undefined ? undefined : monitor.cluster(volume.clusterId);
  return volume === undefined || cluster === undefined ? undefined : { volume, cluster };
}

/**
 * Finds a volume that the principal may see; those they may not see are as absent as those that are not there.
 * Fails with `invalidArgument`, `permissionDenied` (a project by name) or `notFound`.
 */
export function findVolume(
  deps: Pick<OperationDeps, 'monitor' | 'inventory'>,
  principal: Principal,
  { UUID, name = '', projectName = '' }: WhichVolume,
): Result<FoundVolume, Failure> {
  const allowed = projectName === '' ? ok(undefined) : mayView(principal, projectName);
  if (!allowed.ok) return allowed;
  if (UUID === '') {
    if (name === '') return err(invalidField('UUID', 'is required, or name'));
    if (projectName === '') return err(invalidField('projectName', 'is required with name'));
    const found = located(deps, deps.inventory.findByName(projectName, name));
    return found === undefined ? notFound(`${name} in the project ${projectName}`) : ok(found);
  }
  const found = located(deps, deps.inventory.find(UUID));
  if (found === undefined || !principal.rights.canView(found.volume.projectName))
    return notFound(UUID);
  if (projectName !== '' && found.volume.projectName !== projectName) return notFound(UUID);
  if (name !== '' && found.volume.name !== name) {
    return err(invalidField('name', `the volume ${UUID} has another name`));
  }
  return ok(found);
}

/**
 * * {@link findVolume}, for somebody who wants to change it: `permissionDenied` when they may only see it, and when
 * they may not change the project that they name, whatever is in it.
 */
export function findVolumeToChange(
  deps: Pick<OperationDeps, 'monitor' | 'inventory'>,
  principal: Principal,
  which: WhichVolume,
): Result<FoundVolume, Failure> {
  const { projectName = '' } = which;
  const allowed = projectName === '' ? ok(undefined) : mayChange(principal, projectName, 'volumes');
  if (!allowed.ok) return allowed;
  const found = findVolume(deps, principal, which);
  if (!found.ok) return found;
  const mayBeChanged = mayChange(principal, found.value.volume.projectName, 'volumes');
  return mayBeChanged.ok ? found : mayBeChanged;
}

/** How a request for something else names a volume of a project, with the names of the fields that it does it in. */
export interface NamedVolume {
  readonly projectName: string;
  readonly uuid: readonly [field: string, value: string | undefined];
  readonly name: readonly [field: string, value: string | undefined];
}

/**
 * The volume of the project that a request names, by UUID or else by name: fails with `invalidArgument` without either,
 * with `notFound` without the volume.
 */
export function namedVolume(
  { monitor, inventory }: Pick<OperationDeps, 'monitor' | 'inventory'>,
  { projectName, uuid, name }: NamedVolume,
): Result<FoundVolume, Failure> {
  const [field, value = ''] = uuid[1] === undefined || uuid[1] === '' ? name : uuid;
  if (value === '') {
    return err(invalidField(uuid[0], 'a UUID or a name of the volume is required'));
  }
  const volume =
    field === uuid[0] ? inventory.find(value) : inventory.findByName(projectName, value);
  const cluster = volume === undefined ? undefined : monitor.cluster(volume.clusterId);
  if (volume !== undefined && cluster !== undefined && volume.projectName === projectName) {
    return ok({ volume, cluster });
  }
  const rule = `there is no volume ${JSON.stringify(value)} in the project`;
  return err(fieldFailure('notFound', field, rule));
}

/** Asks the cluster for the volume as it is now, and takes the answer into the inventory; undefined when it is gone. */
export async function readThrough(
  { clusterClients, inventory }: Pick<OperationDeps, 'clusterClients' | 'inventory'>,
  principal: TokenPrincipal,
  { volume: { UUID, projectName }, cluster }: FoundVolume,
  options: CallOptions = {},
): Promise<Result<Volume | undefined, ClusterError>> {
  const answer = await clusterClients
    .client(cluster, principal)
    .getVolume({ UUID, projectName }, options);
  if (answer.ok) {
    inventory.put(cluster.id, answer.value);
    return ok({ ...answer.value, clusterId: cluster.id });
  }
  if (!isNotFound(answer.error)) return answer;
  inventory.drop(cluster.id, UUID);
  return ok(undefined);
}
