import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { areSameLimits } from '@asterism/api-types/rules/qos-limits';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { policyUsageQuery } from '#/api/usage-queries.ts';
import { limitsInWords, scopeInWords } from '#/domain/qos-limits.ts';
import { TaskItemsPreview } from '#/domain/task-items-preview.tsx';
import { formatCount } from '#/lib/format.ts';
import type { Column } from '#/table/column.ts';
import { Arrow } from '#/ui/arrow.tsx';

type OnCluster = PolicyUsage['onClusters'][number];

const inWords = (limits: OnCluster['limits']): string =>
  `${limitsInWords(limits)}, for ${scopeInWords(limits).toLowerCase()}`;

interface BecomesProps {
  readonly task: FleetTask;
  readonly item: TaskItem;
  readonly before: OnCluster | undefined;
}

function Becomes({ task, item, before }: BecomesProps) {
  if (item.state === 'skipped') return `Skipped: ${item.failure?.reason ?? ''}`;
  const limits = task.policy?.limits;
  if (limits === undefined) return 'Deleted';
  if (before === undefined) return `Created: ${inWords(limits)}`;
  if (areSameLimits(before.limits, limits)) return 'Another description';
  return (
    <>
      {inWords(before.limits)} <Arrow /> {inWords(limits)}
    </>
  );
}

const columnsOf = (
  task: FleetTask,
  before: ReadonlyMap<string, OnCluster>,
): readonly Column<TaskItem>[] => [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    width: 'min(12rem, 40vw)',
    // No link: it would lead away from what is being decided.
    cell: ({ target }) => target.name,
  },
  {
    id: 'becomes',
    header: 'What happens',
    width: '30rem',
    cell: (item) => <Becomes task={task} item={item} before={before.get(item.target.UUID)} />,
  },
  {
    id: 'volumes',
    header: 'Volumes',
    align: 'end',
    width: '6rem',
    cell: ({ target }) => formatCount(before.get(target.UUID)?.volumes ?? 0),
  },
];

/** What becomes of the volumes that have the policy, in a sentence. */
function meaningOf(task: FleetTask, volumes: number): string {
  const isDeletion = task.policy?.limits === undefined;
  if (volumes === 0) return isDeletion ? 'No volume there has it.' : 'No volume there has it yet.';
  const count =
    volumes === 1 ? '1 volume there has it' : `${formatCount(volumes)} volumes there have it`;
  return isDeletion
    ? `${count}. A cluster may refuse to delete a policy that volumes have, and then keeps it: give these another policy first.`
    : `${count}, and will be held to what it says then.`;
}

/** What a draft would do with a QoS policy on each cluster, and to the volumes that have it. */
export function PolicyPreview({ task }: { readonly task: FleetTask }) {
  const { data } = useQuery(policyUsageQuery());
  const before = useMemo(() => {
    const policy = data?.policies.find(({ name }) => name === task.policy?.name);
    return new Map(policy?.onClusters.map((one) => [one.clusterId, one]));
  }, [data?.policies, task.policy?.name]);
  const columns = useMemo(() => columnsOf(task, before), [task, before]);
  const volumes = task.clusterIds.reduce((sum, id) => sum + (before.get(id)?.volumes ?? 0), 0);
  return (
    <>
      <p>{meaningOf(task, volumes)}</p>
      <TaskItemsPreview task={task} columns={columns} />
    </>
  );
}
