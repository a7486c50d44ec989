import { encoded } from '@asterism/api-server/encoded-answer';
import type {
  HandlerContext,
  HandlerResult,
  Handlers,
} from '@asterism/api-server/operation-router';
import type { projectVolumeOperations } from '@asterism/api-types/cluster-api/project-volume-operations';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import type { Operation, OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createVolume } from '../model/create-volume.ts';
import { deleteVolume } from '../model/delete-volume.ts';
import { listVolumes } from '../model/list-volumes.ts';
import type { Refusal } from '../model/refusal.ts';
import { updateVolume } from '../model/update-volume.ts';
import { checkProject, findVolume } from '../model/volume-access.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import { viewVolume } from '../model/volume-view.ts';
import { createPageEncoder } from './encode-page.ts';
import { present, presentDone } from './present.ts';

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
  const view = (volume: VolumeRecord) => viewVolume(model, volume);

  function checkScope({ rights }: Principal, projectName: string): Result<void, Refusal> {
    if (projectName !== '') return checkProject(rights, projectName, 'view');
    return rights.isClusterAdmin ? ok(undefined) : err({ reason: 'projectNeededByTenant' });
  }

  const list: Serves<Operations['listVolumes']> = (query, { principal }) => {
    const allowed = checkScope(principal, query.projectName ?? '');
    return present(allowed.ok ? listVolumes(model, query) : allowed, (page) =>
      encoded(encodePage(page)),
    );
  };

  const create: Serves<Operations['createVolume']> = (request, { principal }) => {
    const allowed = checkProject(principal.rights, request.projectName, 'change');
    return present(allowed.ok ? createVolume(model, request) : allowed, view);
  };

  const get: Serves<Operations['getVolume']> = (which, { principal }) =>
    present(findVolume(model, principal.rights, which, 'view'), view);

  const remove: Serves<Operations['deleteVolume']> = (which, { principal, ifMatch }) => {
    const found = findVolume(model, principal.rights, which, 'change');
    return presentDone(found.ok ? deleteVolume(model, found.value, ifMatch) : found);
  };

  const update: Serves<Operations['updateVolume']> = (request, { principal, ifMatch }) => {
    const { UUID, name, projectName, ...changes } = request;
    const found = findVolume(model, principal.rights, { UUID, name, projectName }, 'change');
    return presentDone(found.ok ? updateVolume(model, found.value, changes, ifMatch) : found);
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
