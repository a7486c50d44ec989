import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { Principal } from '../../identity/principal.ts';
import { mayChange, mayView } from '../project-access.ts';
import type { OperationDeps } from '../operation-deps.ts';

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

const invalid = (message: string) => err(failure('invalidArgument', message));
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
 * Fails with 400, 403 (a project by name) or 404.
 */
export function findVolume(
  deps: Pick<OperationDeps, 'monitor' | 'inventory'>,
  principal: Principal,
  { UUID, name = '', projectName = '' }: WhichVolume,
): Result<FoundVolume, Failure> {
  const allowed = projectName === '' ? ok(undefined) : mayView(principal, projectName);
  if (!allowed.ok) return allowed;
  if (UUID === '') {
    if (name === '') return invalid('UUID: is required, or name');
    if (projectName === '') return invalid('projectName: is required with name');
    const found = located(deps, deps.inventory.findByName(projectName, name));
    return found === undefined ? notFound(`${name} in the project ${projectName}`) : ok(found);
  }
  const found = located(deps, deps.inventory.find(UUID));
  if (found === undefined || !principal.rights.canView(found.volume.projectName))
    return notFound(UUID);
  if (projectName !== '' && found.volume.projectName !== projectName) return notFound(UUID);
  if (name !== '' && found.volume.name !== name) {
    return invalid(`name: the volume ${UUID} has another name`);
  }
  return ok(found);
}

/**
 * {@link findVolume}, for somebody who wants to change it: 403 when they may only see it, and when they may not change
 * the project that they name, whatever is in it.
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
