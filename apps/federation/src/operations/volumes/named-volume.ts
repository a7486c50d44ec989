import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { FoundVolume } from './find-volume.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** How a request for something else names a volume of a project, with the names of the fields that it does it in. */
export interface NamedVolume {
  readonly projectName: string;
  readonly uuid: readonly [field: string, value: string | undefined];
  readonly name: readonly [field: string, value: string | undefined];
}

/** The volume of the project that a request names, by UUID or else by name: 400 without either, 404 without the volume. */
export function namedVolume(
  { monitor, inventory }: Pick<OperationDeps, 'monitor' | 'inventory'>,
  { projectName, uuid, name }: NamedVolume,
): Result<FoundVolume, Failure> {
  const [field, value = ''] = uuid[1] === undefined || uuid[1] === '' ? name : uuid;
  if (value === '') {
    const message = `${uuid[0]}: a UUID or a name of the volume is required`;
    return err(failure('invalidArgument', message));
  }
  const volume =
    field === uuid[0] ? inventory.find(value) : inventory.findByName(projectName, value);
  const cluster = volume === undefined ? undefined : monitor.cluster(volume.clusterId);
  if (volume !== undefined && cluster !== undefined && volume.projectName === projectName) {
    return ok({ volume, cluster });
  }
  const message = `${field}: there is no volume ${JSON.stringify(value)} in the project`;
  return err(failure('notFound', message));
}
