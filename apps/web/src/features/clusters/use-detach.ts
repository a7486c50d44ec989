import type { ApiError } from '@asterism/api-types/client/api-error';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useDetachCluster } from '#/api/cluster-mutations.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';

const NEWEST = '100';

/** The newest workflows: a detach that has just begun, or still goes on, is among them. */
export const newestWorkflowsQuery = () => workflowsQuery({ offset: '0', limit: NEWEST });

/** The newest detach of a cluster, whether it has ended or not. */
export const newestDetach = (
  workflows: readonly FleetWorkflow[],
  clusterId: string,
): FleetWorkflow | undefined =>
  workflows.find((one) => one.type === 'detach cluster' && one.clusterId === clusterId);

/** The detach of a cluster: the way to begin it, and the one that goes on, whoever has begun it. */
export interface Detach {
  readonly begin: (onBegun: () => void) => void;
  readonly isBeginning: boolean;
  /** Whether it is being found out if it has begun: the answer was lost. */
  readonly isChecking: boolean;
  /** Why it could not begin. */
  readonly error: ApiError | undefined;
  /** The workflow to follow, to its end. */
  readonly workflowId: string | undefined;
  /** Whether the cluster is on its way out: not any more when the detach has failed or was canceled. */
  readonly isGoing: boolean;
}

export function useDetach(clusterId: string): Detach {
  const queryClient = useQueryClient();
  const [followed, setFollowed] = useState<string>();
  const { mutate, isPending, isChecking, isSuccess, error } = useDetachCluster();
  const { data } = useQuery(newestWorkflowsQuery());
  const newest = newestDetach(data?.workflows ?? [], clusterId);
  const running = newest === undefined || isFinal(newest.state) ? undefined : newest.id;
  const workflowId = followed ?? running;
  const isOver =
    workflowId !== undefined &&
    newest?.id === workflowId &&
    (newest.state === 'FAILED' || newest.state === 'CANCELED');

  async function follow(): Promise<void> {
    const page = await queryClient
      .fetchQuery({ ...newestWorkflowsQuery(), staleTime: 0 })
      // Then the events tell of it.
      .catch(() => undefined);
    setFollowed(newestDetach(page?.workflows ?? [], clusterId)?.id);
  }

  return {
    begin: (onBegun) =>
      mutate(
        { cid: clusterId },
        {
          onSuccess: () => {
            onBegun();
            void follow();
          },
        },
      ),
    isBeginning: isPending,
    isChecking,
    error: error?.error,
    workflowId,
    isGoing: isPending || ((isSuccess || workflowId !== undefined) && !isOver),
  };
}
