import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { err, ok } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumesSchedule } from '@asterism/api-types/fleet-api/volumes-schedule';
import { nameByVolume } from '@asterism/api-types/rules/names-by-volume';
import type { Principal } from '../../identity/principal.ts';
import type { OperationDeps } from '../../operations/operation-deps.ts';
import {
  createResourcePolicy,
  judgeCreation,
} from '../../operations/resource-policies/change-resource-policy.ts';
import { listResourcePolicies } from '../../operations/resource-policies/find-resource-policies.ts';
import { knownSchedules } from '../../operations/resource-policies/known-schedules.ts';
import type { TaskAction } from '../task-action.ts';
import { createOnce } from './create-once.ts';
import { refusalByName } from './refusal-by-name.ts';

const NOT_OFFERED: TaskFailure = {
  kind: 'refused',
  reason: 'Its cluster does not offer snapshot schedules: it answers 501.',
};
const IS_THERE: TaskFailure = {
  kind: 'nothing-to-do',
  reason: 'It has a schedule of this name already.',
};

/** Gives each volume a snapshot schedule. What is written into a volume meanwhile is no conflict. */
export function scheduleVolumes({ name: names, ...plan }: VolumesSchedule): TaskAction {
  return {
    refusal: (volume) => refusalByName(volume, names, 'schedule'),
    now: () => 'to do',
    // A schedule is there as soon as its cluster says so.
    follow: () => 'done',
    relevant: ({ name, projectName }) => [name, projectName],
    send(deps, principal, { UUID, name, projectName }, isRepeat) {
      const request = { ...plan, projectName, name: nameByVolume(names, name), resourceUUID: UUID };
      return createOnce<ResourcePolicy>(isRepeat, {
        async find() {
          const which = { projectName, volumeUUID: UUID };
          const listed = await listResourcePolicies(deps, principal, which);
          if (!listed.ok) return listed;
          const found = judgeCreation(request, listed.value);
          if (found.kind === 'refused') return err(found.error);
          return ok(found.kind === 'done' ? found.value : undefined);
        },
        create: () => createResourcePolicy(deps, principal, request),
      });
    },
  };
}

/** What the clusters of some volumes say of schedules for a draft; nothing of a volume whose cluster did not answer in time. */
export interface ScheduleFacts {
  readonly refusalOfDraft: NonNullable<TaskAction['refusalOfDraft']>;
  /** Whether the volume has another schedule; undefined where that is not known. */
  readonly isScheduled: (volume: Volume) => boolean | undefined;
}

/** Asks the clusters of some volumes for their schedules, and tells which volumes are to get none. */
export async function scheduleFacts(
  deps: Pick<OperationDeps, 'clusterClients' | 'log' | 'monitor'>,
  principal: Principal,
  { name: names }: Pick<VolumesSchedule, 'name'>,
  volumes: readonly Volume[],
): Promise<ScheduleFacts> {
  const known = await knownSchedules(deps, principal, volumes);
  const isNamed = (volume: Volume) => {
    const wanted = nameByVolume(names, volume.name);
    return ({ name }: ResourcePolicy): boolean => name === wanted;
  };
  return {
    refusalOfDraft(volume) {
      const schedules = known.get(volume.clusterId);
      if (schedules === undefined) return undefined;
      if (!schedules.isOffered) return NOT_OFFERED;
      return schedules.ofVolume(volume.UUID).some(isNamed(volume)) ? IS_THERE : undefined;
    },
    isScheduled(volume) {
      const is = isNamed(volume);
      return known
        .get(volume.clusterId)
        ?.ofVolume(volume.UUID)
        .some((one) => !is(one));
    },
  };
}
