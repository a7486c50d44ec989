import type { ApiError } from '@asterism/api-types/client/api-error';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { detachCluster } from '#/api/cluster-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { errorOf } from '#/api/write.ts';

const NEWEST = '100';

/** The newest workflows: a detach that has just begun, or still goes on, is among them. */
export const newestWorkflowsQuery = () => workflowsQuery({ offset: '0', limit: NEWEST });

/** The newest detach of a cluster, whether it has ended or not. */
export const newestDetach = (
  workflows: readonly FleetWorkflow[],
  clusterId: string,
): FleetWorkflow | undefined =>
  workflows.find((one) => one.type === 'detach cluster' && one.clusterId === clusterId);

/** The detach of a cluster: the way to start one, and the running one, no matter who started it. */
export interface Detach {
  readonly start: (onStarted: () => void) => void;
  /** Forgets how the last attempt ended, so that it can be started again. */
  readonly reset: () => void;
  readonly isStarting: boolean;
  /** Whether the answer was lost, and it is being found out if the detach started. */
  readonly isChecking: boolean;
  /** Why it could not start. */
  readonly error: ApiError | undefined;
  /** The workflow to follow, to its end. */
  readonly workflowId: string | undefined;
  /** Whether the cluster is being detached: no longer when the detach has failed or was canceled. */
  readonly isDetaching: boolean;
}

export function useDetach(clusterId: string): Detach {
  const queryClient = useQueryClient();
  const [followed, setFollowed] = useState<string>();
  const { write, outcome, isPending, isChecking, reset } = useWrite(detachCluster);
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
      // The events will bring it.
      .catch(() => undefined);
    setFollowed(newestDetach(page?.workflows ?? [], clusterId)?.id);
  }

  return {
    start: (onStarted) =>
      write({ cid: clusterId }, ({ kind }) => {
        if (kind !== 'done') return;
        onStarted();
        void follow();
      }),
    reset,
    isStarting: isPending,
    isChecking,
    error: errorOf(outcome),
    workflowId,
    isDetaching: isPending || ((outcome?.kind === 'done' || workflowId !== undefined) && !isOver),
  };
}
