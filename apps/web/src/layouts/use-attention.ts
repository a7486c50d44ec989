import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useQuery } from '@tanstack/react-query';
import { clusterTroublesQuery } from '#/api/cluster-queries.ts';
import { useRights, useSession } from '#/api/session.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { CONNECTION_APPEARANCE } from '#/domain/cluster-state.tsx';
import { taskCounts, taskName } from '#/domain/task-words.ts';
import { causeOf, workflowName } from '#/domain/workflow-words.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { useActivity } from './use-activity.ts';

/** Something that needs a person. */
export interface Attention {
  readonly id: string;
  readonly to: string;
  readonly text: string;
  readonly detail: string;
  /** Whether it is over once somebody has looked at it. */
  readonly endsWhenSeen: boolean;
}

const clusterAttention = ({ id, name, status, error }: FleetCluster): Attention => ({
  id,
  to: paths.cluster(id),
  text: `${name} is ${CONNECTION_APPEARANCE[status].text.toLowerCase()}`,
  detail: error,
  endsWhenSeen: false,
});

/** What needs a person: failed tasks and workflows that they have not looked at, and clusters that are away. */
export function useAttention() {
  const { username } = useSession();
  const { isClusterAdmin } = useRights();
  const { failed } = useActivity();
  const workflows = useQuery({ ...failedWorkflowsQuery(), enabled: isClusterAdmin });
  const clusters = useQuery({ ...clusterTroublesQuery(), enabled: isClusterAdmin });
  const { ids, dismiss } = dismissalsOf('bell', username);
  const seen = useStore(ids);
  const all: readonly Attention[] = [
    ...(clusters.data ?? []).map(clusterAttention),
    ...failed.map((task) => ({
      id: task.id,
      to: paths.task(task.id),
      text: `${taskName(task)} failed`,
      detail: taskCounts(task),
      endsWhenSeen: true,
    })),
    ...(workflows.data?.workflows ?? []).map((workflow) => ({
      id: workflow.id,
      to: paths.workflow(workflow.id),
      text: `${workflowName(workflow)} failed`,
      detail: causeOf(workflow),
      endsWhenSeen: true,
    })),
  ];
  return {
    attention: all.filter(({ id, endsWhenSeen }) => !endsWhenSeen || !seen.includes(id)),
    see: dismiss,
  };
}
