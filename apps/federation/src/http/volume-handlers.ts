import type { HandlerContext, Handlers } from '@asterism/api-server/operation-router';
import type { projectVolumeOperations } from '@asterism/api-types/cluster-api/project-volume-operations';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import type { Failure } from '@asterism/api-types/common/failure';
import type {
  Operation,
  OperationAnswer,
  OperationArguments,
} from '@asterism/api-types/common/operation';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../identity/principal.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createVolume } from '../operations/volumes/create-volume.ts';
import { deleteVolume, updateVolume } from '../operations/volumes/change-volume.ts';
import { getVolume } from '../operations/volumes/get-volume.ts';
import {
  findMissingVolumes,
  listFleetVolumes,
  listVolumes,
} from '../operations/volumes/list-volumes.ts';

type Operations = typeof volumeOperations;
type VolumeHandlers = Handlers<Operations & typeof projectVolumeOperations, Principal> &
  Pick<Handlers<typeof fleetApi, Principal>, 'listFleetVolumes' | 'findMissingVolumes'>;
/** What serves an operation at the reference's path and at the project-scoped one alike. */
type Serves<O extends Operation> = (
  input: OperationArguments<O>,
  context: HandlerContext<Principal>,
) => Promise<Result<OperationAnswer<O>, Failure>>;

/**
 * The volumes of the whole fleet. The reference's paths and the project-scoped ones differ in where the project comes
 * from.
 */
export function volumeHandlers(deps: OperationDeps, kept: KeptAnswers): VolumeHandlers {
  const list: Serves<Operations['listVolumes']> = (query, { principal }) =>
    listVolumes(deps, principal, query);
  const create: Serves<Operations['createVolume']> = (request, { principal, submission }) =>
    createVolume(deps, principal, request, submission);
  const get: Serves<Operations['getVolume']> = (which, { principal }) =>
    getVolume(deps, principal, which);
  const remove: Serves<Operations['deleteVolume']> = (which, { principal, ifMatch }) =>
    deleteVolume(deps, principal, which, ifMatch);
  const update: Serves<Operations['updateVolume']> = (request, { principal, ifMatch }) =>
    updateVolume(deps, principal, request, ifMatch);
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
    listFleetVolumes: (question, { principal, request }) =>
      ok(
        kept.answer(principal, request.originalUrl, () =>
          listFleetVolumes(deps, principal, question),
        ),
      ),
    findMissingVolumes: async ({ UUIDs }, { principal }) =>
      ok({ missing: findMissingVolumes(deps, principal, UUIDs) }),
  };
}
