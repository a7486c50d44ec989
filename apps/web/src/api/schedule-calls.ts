import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { OperationInput } from '@asterism/api-types/common/operation';
import type { snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { fallbackInterval } from './live-status.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { snapshotCalls } from './snapshot-queries.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

export type CreateScheduleInput = OperationInput<typeof snapshotApi.createResourcePolicy>;

/** The snapshot schedules of a volume, as its cluster answers them now. */
export const schedulesQuery = (projectName: string, volumeUUID: string) =>
  queryOptions({
    queryKey: [...queryKeys.schedules, volumeUUID],
    queryFn: ({ signal }) =>
      valueOf(snapshotCalls.listResourcePolicies({ projectName, volumeUUID }, { signal })),
    enabled: projectName !== '',
    refetchInterval: fallbackInterval,
  });

const readSchedulesAgain = () => queryClient.invalidateQueries({ queryKey: queryKeys.schedules });

export const createSchedule: Write<CreateScheduleInput, WriteOutcome<ResourcePolicy>> = async (
  input,
  onChecking,
) => {
  const outcome = await sendWrite({
    send: () => snapshotCalls.createResourcePolicy(input),
    onChecking,
  });
  void readSchedulesAgain();
  return outcome;
};

export const deleteSchedule: Write<ResourcePolicy, WriteOutcome<object>> = async (
  { projectName, UUID },
  onChecking,
) => {
  const outcome = await sendWrite<object>({
    send: () => snapshotCalls.deleteResourcePolicy({ projectName, UUID }),
    onChecking,
  });
  void readSchedulesAgain();
  return outcome;
};
