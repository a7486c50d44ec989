import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { fallbackInterval } from './live-status.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { snapshotCalls } from './snapshot-queries.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

type CreateScheduleInput = OperationInput<typeof snapshotApi.createResourcePolicy>;

/** The snapshot schedules of a volume, as its cluster answers them now. */
export const schedulesQuery = (projectName: string, volumeUUID: string) =>
  queryOptions({
    queryKey: [...queryKeys.schedules, volumeUUID],
    queryFn: ({ signal }) =>
      valueOf(snapshotCalls.listResourcePolicies({ projectName, volumeUUID }, { signal })),
    enabled: projectName !== '',
    refetchInterval: fallbackInterval,
  });

/** The snapshot schedules of all volumes, as their clusters answer now. */
export const fleetSchedulesQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.schedules, 'all'],
    queryFn: ({ signal }) => valueOf(snapshotCalls.listFleetSchedules({}, { signal })),
    refetchInterval: fallbackInterval,
  });

/** What a schedule is to be: a new one, or one that there is with another plan. */
export type ScheduleRequest = CreateScheduleInput & {
  /** Of the one that there is. */
  readonly UUID: string | undefined;
};

const readSchedulesAgain = () => queryClient.invalidateQueries({ queryKey: queryKeys.schedules });

/** Creates a schedule, or changes when it takes snapshots and how long they are kept. */
export const saveSchedule: Write<ScheduleRequest, WriteOutcome<object>> = async (
  { UUID, ...wanted },
  onChecking,
) => {
  const { projectName, schedulePolicy } = wanted;
  const outcome = await sendWrite<object>({
    send: () =>
      UUID === undefined
        ? snapshotCalls.createResourcePolicy(wanted)
        : snapshotCalls.updateResourcePolicy({ projectName, UUID, schedulePolicy }),
    onChecking,
  });
  void readSchedulesAgain();
  return outcome;
};

export const deleteSchedule: Write<
  Pick<ResourcePolicy, 'projectName' | 'UUID'>,
  WriteOutcome<object>
> = async ({ projectName, UUID }, onChecking) => {
  const outcome = await sendWrite<object>({
    send: () => snapshotCalls.deleteResourcePolicy({ projectName, UUID }),
    onChecking,
  });
  void readSchedulesAgain();
  return outcome;
};
