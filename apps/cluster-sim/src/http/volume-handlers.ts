import { encoded } from '@asterism/api-server/encoded-answer';
import type {
  HandlerContext,
  HandlerResult,
  Handlers,
} from '@asterism/api-server/operation-router';
import type { projectVolumeOperations } from '@asterism/api-types/cluster-api/project-volume-operations';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import { failure } from '@asterism/api-types/common/failure';
import type { Operation, OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createVolume } from '../model/create-volume.ts';
import { deleteVolume } from '../model/delete-volume.ts';
import { listVolumes } from '../model/list-volumes.ts';
import { updateVolume } from '../model/update-volume.ts';
import { createPageEncoder } from './encode-page.ts';
import { checkProject, findVolume } from '../model/volume-access.ts';
import { viewVolume } from '../model/volume-view.ts';

type Operations = typeof volumeOperations;
type VolumeHandlers = Handlers<Operations & typeof projectVolumeOperations, Principal>;
/** What serves an operation at its own path and at its project-scoped one alike. */
type Serves<O extends Operation> = (
  input: OperationArguments<O>,
  context: HandlerContext<Principal>,
) => HandlerResult<O>;

/** The volume operations, at both of their paths: they differ in where the project comes from. */
export function volumeHandlers(model: ClusterModel): VolumeHandlers {
  const encodePage = createPageEncoder(model);

  const list: Serves<Operations['listVolumes']> = (query, { principal }) => {
    const { projectName = '' } = query;
    if (projectName !== '') {
      const allowed = checkProject(principal.rights, projectName, 'view');
      if (!allowed.ok) return allowed;
    } else if (!principal.rights.isClusterAdmin) {
      const message = 'projectName: is required unless you are a cluster admin';
      return err(failure('invalidArgument', message));
    }
    const page = listVolumes(model, query);
    if (!page.ok) return page;
    return ok(encoded(encodePage(page.value)));
  };

  const create: Serves<Operations['createVolume']> = (request, { principal }) => {
    const allowed = checkProject(principal.rights, request.projectName, 'change');
    if (!allowed.ok) return allowed;
    const created = createVolume(model, request);
    return created.ok ? ok(viewVolume(model, created.value)) : created;
  };

  const get: Serves<Operations['getVolume']> = (which, { principal }) => {
    const found = findVolume(model, principal.rights, which, 'view');
    return found.ok ? ok(viewVolume(model, found.value)) : found;
  };

  const remove: Serves<Operations['deleteVolume']> = (which, { principal, ifMatch }) => {
    const found = findVolume(model, principal.rights, which, 'change');
    if (!found.ok) return found;
    const deleted = deleteVolume(model, found.value, ifMatch);
    return deleted.ok ? ok({}) : deleted;
  };

  const update: Serves<Operations['updateVolume']> = (request, { principal, ifMatch }) => {
    const { UUID, name, projectName, ...changes } = request;
    const found = findVolume(model, principal.rights, { UUID, name, projectName }, 'change');
    if (!found.ok) return found;
    const updated = updateVolume(model, found.value, changes, ifMatch);
    return updated.ok ? ok({}) : updated;
  };

  return {
    listVolumes: list,
    createVolume: create,
    getVolume: get,
    deleteVolume: remove,
    updateVolume: update,
    listProjectVolumes: list,
    createProjectVolume: create,
    getProjectVolume: get,
    deleteProjectVolume: remove,
    updateProjectVolume: update,
  };
}
