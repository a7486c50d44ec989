import type { HandlerContext, Handlers } from '@asterism/api-server/operation-router';
import type { projectVolumeOperations } from '@asterism/api-types/cluster-api/project-volume-operations';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { volumeOperations } from '@asterism/api-types/cluster-api/volume-operations';
import type { Failure } from '@asterism/api-types/common/failure';
import type {
  Operation,
  OperationAnswer,
  OperationArguments,
} from '@asterism/api-types/common/operation';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { RecordedKind } from '@asterism/api-types/fleet-api/fleet-task';
import type { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import type { Principal } from '../identity/principal.ts';
import type { RecordedWrite } from '../tasks/write-recorder.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { VOLUME_QUERY } from '@asterism/api-types/rules/volume-query';
import { readQuery } from '../operations/read-query.ts';
import { createVolume } from '../operations/volumes/create-volume.ts';
import { deleteVolume, updateVolume } from '../operations/volumes/change-volume.ts';
import { findVolume, type WhichVolume } from '../operations/volumes/find-volume.ts';
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

/** Records what became of a write of a volume, unless nothing did. */
export type RecordWrite = (
  kind: RecordedKind,
  volume: RecordedWrite['volume'] | undefined,
  done: Result<unknown, Failure>,
  context: Pick<HandlerContext<Principal>, 'principal' | 'request'>,
  snapshot?: RecordedWrite['snapshot'],
) => void;

/**
 * The volumes of the whole fleet. The reference's paths and the project-scoped ones differ in where the project comes
 * from.
 */
export function volumeHandlers(
  deps: OperationDeps,
  kept: KeptAnswers,
  recordWrite: RecordWrite,
): VolumeHandlers {
  /** The volume that is meant, for the record: as it is before the write. */
  function volumeBefore(principal: Principal, which: WhichVolume): Volume | undefined {
    const found = findVolume(deps, principal, which);
    return found.ok ? found.value.volume : undefined;
  }

  const list: Serves<Operations['listVolumes']> = (query, { principal }) =>
    listVolumes(deps, principal, query);
  const create: Serves<Operations['createVolume']> = async (input, context) => {
    const created = await createVolume(deps, context.principal, input, context.submission);
    const isClone = Boolean(input.sourceSnapshotUUID) || Boolean(input.sourceSnapshotName);
    const kind = isClone ? 'clone snapshot' : 'create volume';
    if (created.ok) recordWrite(kind, created.value, created, context);
    return created;
  };
  const get: Serves<Operations['getVolume']> = (which, { principal }) =>
    getVolume(deps, principal, which);
  const remove: Serves<Operations['deleteVolume']> = async (which, context) => {
    const before = volumeBefore(context.principal, which);
    const deleted = await deleteVolume(deps, context.principal, which, context.ifMatch);
    recordWrite('delete volume', before, deleted, context);
    return deleted;
  };
  const update: Serves<Operations['updateVolume']> = async (input, context) => {
    const before = volumeBefore(context.principal, input);
    const changed = await updateVolume(deps, context.principal, input, context.ifMatch);
    recordWrite('change volume', before, changed, context);
    return changed;
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
    async listFleetVolumes(question, { principal, request }) {
      const clusters = deps.monitor.clusters();
      const query = readQuery(VOLUME_QUERY, question.query, { clusters });
      if (!query.ok) return query;
      await deps.inventory.makeOrder(question.sort);
      return ok(
        kept.answer(principal, request.originalUrl, () =>
          listFleetVolumes(deps, principal, question, query.value),
        ),
      );
    },
    findMissingVolumes: async ({ UUIDs }, { principal }) =>
      ok({ missing: findMissingVolumes(deps, principal, UUIDs) }),
  };
}
