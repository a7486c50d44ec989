import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { ClusterModel } from './cluster-model.ts';
import type { VolumeRecord } from './volume-record.ts';

/** What a request may be about: `view` to read, `change` to create, change or delete. */
export type Access = 'view' | 'change';

/** How a request says which volume it is about. */
export interface WhichVolume {
  readonly UUID: string;
  readonly name?: string | undefined;
  readonly projectName?: string | undefined;
}

const mayAccess = (rights: Rights, project: string, access: Access): boolean =>
  access === 'view' ? rights.canView(project) : rights.canChange(project);

/** Whether the rights reach into the project (403 if not). */
export function checkProject(
  rights: Rights,
  projectName: string,
  access: Access,
): Result<void, Failure> {
  if (mayAccess(rights, projectName, access)) return ok(undefined);
  const deed = access === 'view' ? 'see' : 'change';
  const message = `the token's roles do not allow to ${deed} what is in project ${JSON.stringify(projectName)}`;
  return err(failure('permissionDenied', message));
}

/** {@link checkProject}, and then whether there is such a project (404 if not). */
export function enterProject(
  model: ClusterModel,
  rights: Rights,
  projectName: string,
  access: Access,
): Result<void, Failure> {
  const allowed = checkProject(rights, projectName, access);
  if (!allowed.ok || model.projects.has(projectName)) return allowed;
  const message = `projectName: there is no project ${JSON.stringify(projectName)}`;
  return err(failure('notFound', message));
}

const notFound = ({ UUID, name = '' }: WhichVolume): Failure =>
  failure('notFound', `there is no volume ${JSON.stringify(UUID === '' ? name : UUID)}`);

function lookUp(
  model: ClusterModel,
  which: WhichVolume,
): Result<VolumeRecord | undefined, Failure> {
  const { UUID, name = '', projectName = '' } = which;
  if (UUID !== '') {
    const volume = model.volumes.get(UUID);
    if (volume !== undefined && name !== '' && volume.name !== name) {
      return err(failure('invalidArgument', 'name: is not the name of the volume with this UUID'));
    }
    const isElsewhere = projectName !== '' && volume?.projectName !== projectName;
    return ok(isElsewhere ? undefined : volume);
  }
  if (name === '') return err(failure('invalidArgument', 'UUID: a UUID or a name is required'));
  if (projectName === '') {
    return err(failure('invalidArgument', 'projectName: is required to find a volume by name'));
  }
  return ok(model.volumes.findByName(projectName, name));
}

/**
 * Finds the volume that a request is about. A volume of a project that the principal may not see is not there for them (404);
 * a project that they name and may not see is refused (403), as is changing what they may only see.
 */
export function findVolume(
  model: ClusterModel,
  rights: Rights,
  which: WhichVolume,
  access: Access,
): Result<VolumeRecord, Failure> {
  if (which.projectName !== undefined && which.projectName !== '') {
    const allowed = checkProject(rights, which.projectName, access);
    if (!allowed.ok) return allowed;
  }
  const found = lookUp(model, whichVisible(model, rights, which));
  if (!found.ok) return found;
  if (found.value === undefined) return err(notFound(which));
  const allowed = checkProject(rights, found.value.projectName, access);
  return allowed.ok ? ok(found.value) : allowed;
}

/** The same request, or one for nothing when its UUID is of a volume that the principal may not see. */
function whichVisible(model: ClusterModel, rights: Rights, which: WhichVolume): WhichVolume {
  const volume = which.UUID === '' ? undefined : model.volumes.get(which.UUID);
  if (volume === undefined || rights.canView(volume.projectName)) return which;
  return { UUID: '00000000-0000-0000-0000-000000000000' };
}
