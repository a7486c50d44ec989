import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { workflowsQuery } from '#/api/workflow-queries.ts';

const NEWEST = '100';

/** The newest workflows: a detach that has just begun, or still goes on, is among them. */
export const runningDetachQuery = () => workflowsQuery({ offset: '0', limit: NEWEST });

/** The newest detach of a cluster, whether it has ended or not. */
export const newestDetach = (
  workflows: readonly FleetWorkflow[],
  clusterId: string,
): FleetWorkflow | undefined =>
  workflows.find((one) => one.type === 'detach cluster' && one.clusterId === clusterId);

/** The detach of a cluster that goes on, whoever has begun it, or that was begun on this page. */
export function useRunningDetach(clusterId: string) {
  const queryClient = useQueryClient();
  const [followed, setFollowed] = useState<string>();
  const { data } = useQuery(runningDetachQuery());
  const newest = newestDetach(data?.workflows ?? [], clusterId);
  const running = newest === undefined || isFinal(newest.state) ? undefined : newest.id;

  const workflowId = followed ?? running;
  return {
    workflowId,
    /** Whether the cluster is on its way out: not any more when the detach has failed. */
    isGoing: workflowId !== undefined && !(newest?.id === workflowId && newest.state === 'FAILED'),
    /** Follows the detach that was just begun, to its end. */
    follow: async () => {
      const page = await queryClient
        .fetchQuery({ ...runningDetachQuery(), staleTime: 0 })
        // Then the events tell of it.
        .catch(() => undefined);
      setFollowed(newestDetach(page?.workflows ?? [], clusterId)?.id);
    },
  };
}
