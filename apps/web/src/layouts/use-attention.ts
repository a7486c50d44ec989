import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useQuery } from '@tanstack/react-query';
import { clusterTroublesQuery } from '#/api/cluster-queries.ts';
import { useRights, useSession } from '#/api/session.ts';
import { failedTasksQuery } from '#/api/task-queries.ts';
import { CONNECTION_APPEARANCE } from '#/domain/cluster-state.tsx';
import { taskName, taskPath, taskStanding } from '#/domain/task-words.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { slowQuery } from '#/api/transition-queries.ts';
import { ageText, GOING_ON } from '#/domain/transition-words.ts';
import { formatCount } from '#/lib/format.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';

/** Something that needs a person. */
export interface Attention {
  readonly id: string;
  /** Without it, the task drawer lists what it is about. */
  readonly to: string | undefined;
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

/** So many volumes are named one by one. */
const NAMED_MAX = 3;

/** Volumes that have been in a state that ends by itself for unusually long. */
function slowAttention(
  transitions: readonly VolumeTransition[],
  total: number,
  now: number,
): readonly Attention[] {
  const [oldest] = transitions;
  if (oldest !== undefined && total > NAMED_MAX) {
    return [
      {
        id: 'slow volumes',
        to: undefined,
        text: `${formatCount(total)} volumes take unusually long`,
        detail: `${oldest.name}: ${GOING_ON[oldest.state].toLowerCase()} ${ageText(oldest, now)}`,
        endsWhenSeen: false,
      },
    ];
  }
  return transitions.map((transition) => ({
    id: `slow ${transition.UUID}`,
    to: paths.volume(transition.UUID),
    text: `${transition.name} takes unusually long`,
    detail: `${GOING_ON[transition.state]} ${ageText(transition, now)}`,
    endsWhenSeen: false,
  }));
}

/** What needs a person: failed tasks and workflows that they have not looked at, clusters that are away, and volumes that take unusually long. */
export function useAttention() {
  const { username } = useSession();
  const { isClusterAdmin } = useRights();
  const failed = useQuery(failedTasksQuery());
  const slow = useQuery(slowQuery());
  const clusters = useQuery({ ...clusterTroublesQuery(), enabled: isClusterAdmin });
  const { ids, dismiss } = dismissalsOf('bell', username);
  const seen = useStore(ids);
  const all: readonly Attention[] = [
    ...(clusters.data ?? []).map(clusterAttention),
    ...slowAttention(slow.data?.transitions ?? [], slow.data?.total ?? 0, serverNow()),
    ...(failed.data?.tasks ?? []).map((task) => ({
      id: task.id,
      to: taskPath(task),
      text: `${taskName(task)} failed`,
      detail: taskStanding(task),
      endsWhenSeen: true,
    })),
  ];
  return {
    attention: all.filter(({ id, endsWhenSeen }) => !endsWhenSeen || !seen.includes(id)),
    see: dismiss,
  };
}
