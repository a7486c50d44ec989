import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Rights } from '@asterism/api-types/rules/roles';
import type { ClusterModel } from './cluster-model.ts';
import type { ProjectAccess, Refusal } from './refusal.ts';
import type { VolumeRecord } from './volume-record.ts';

/** How a request says which volume it is about. */
export interface WhichVolume {
  readonly UUID: string;
  readonly name?: string | undefined;
  readonly projectName?: string | undefined;
}

const mayAccess = (rights: Rights, project: string, access: ProjectAccess): boolean =>
  access === 'view' ? rights.canView(project) : rights.canChange(project);

/** Whether the rights reach into the project. */
export function checkProject(
  rights: Rights,
  projectName: string,
  access: ProjectAccess,
): Result<void, Refusal> {
  if (mayAccess(rights, projectName, access)) return ok(undefined);
  return err({ reason: 'projectForbidden', access, projectName });
}

/** {@link checkProject}, and then whether there is such a project. */
export function enterProject(
  model: ClusterModel,
  rights: Rights,
  projectName: string,
  access: ProjectAccess,
): Result<void, Refusal> {
  const allowed = checkProject(rights, projectName, access);
  if (!allowed.ok || model.projects.has(projectName)) return allowed;
  return err({ reason: 'projectNotFound', name: projectName, field: 'projectName' });
}

function lookUp(
  model: ClusterModel,
  which: WhichVolume,
): Result<VolumeRecord | undefined, Refusal> {
  const { UUID, name = '', projectName = '' } = which;
  if (UUID !== '') {
    const volume = model.volumes.get(UUID);
    if (volume !== undefined && name !== '' && volume.name !== name) {
      return err({ reason: 'volumeNameMismatch' });
    }
    const isElsewhere = projectName !== '' && volume?.projectName !== projectName;
    return ok(isElsewhere ? undefined : volume);
  }
  if (name === '') return err({ reason: 'uuidOrNameNeeded', field: 'UUID' });
  if (projectName === '') return err({ reason: 'projectNeededForName' });
  return ok(model.volumes.findByName(projectName, name));
}

/**
 * Finds the volume that a request is about. A volume of a project that the principal may not see is not found for them;
 * a project that they name and may not see is refused, as is changing what they may only see.
 */
export function findVolume(
  model: ClusterModel,
  rights: Rights,
  which: WhichVolume,
  access: ProjectAccess,
): Result<VolumeRecord, Refusal> {
  if (which.projectName !== undefined && which.projectName !== '') {
    const allowed = checkProject(rights, which.projectName, access);
    if (!allowed.ok) return allowed;
  }
  const found = lookUp(model, whichVisible(model, rights, which));
  if (!found.ok) return found;
  if (found.value === undefined) {
    const { UUID, name = '' } = which;
    return err({ reason: 'volumeNotFound', wanted: UUID === '' ? name : UUID });
  }
  const allowed = checkProject(rights, found.value.projectName, access);
  return allowed.ok ? ok(found.value) : allowed;
}

/** The same request, or one for nothing when its UUID is of a volume that the principal may not see. */
function whichVisible(model: ClusterModel, rights: Rights, which: WhichVolume): WhichVolume {
  const volume = which.UUID === '' ? undefined : model.volumes.get(which.UUID);
  if (volume === undefined || rights.canView(volume.projectName)) return which;
  return { UUID: '00000000-0000-0000-0000-000000000000' };
}
