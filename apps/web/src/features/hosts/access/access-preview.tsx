import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { taskItemsQuery } from '#/api/task-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { formatCount } from '#/lib/format.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { SubjectList } from '#/ui/subject-list.tsx';
import type { AccessAction } from './use-access-change.ts';

const volumes = (count: number): string =>
  count === 1 ? '1 volume' : `${formatCount(count)} volumes`;

const BECOMES: Record<AccessAction, string> = {
  give: 'The host will have access',
  take: 'The host will lose access',
};

function detailOf({ state, failure, isModified }: TaskItem, action: AccessAction): string {
  if (state === 'skipped') return `Stays as it is: ${failure?.reason ?? 'nothing to do'}`;
  return isModified ? `${BECOMES[action]}; modified since you chose it` : BECOMES[action];
}

/** So many items are listed; the task's own page has all. */
const LISTED = '200';

/** What a draft would do with each volume, those that it leaves out included. */
export function AccessPreview({
  task,
  action,
}: {
  readonly task: FleetTask;
  readonly action: AccessAction;
}) {
  const { data, error, refetch } = useQuery(taskItemsQuery({ taskId: task.id, limit: LISTED }));
  const { skipped, waiting } = task.counts;
  return (
    <div className="ast-stack">
      <p>
        {BECOMES[action]} {action === 'give' ? 'to' : 'of'} <strong>{volumes(waiting)}</strong>
        {skipped === 0
          ? '.'
          : `; ${volumes(skipped)} will stay as ${skipped === 1 ? 'it is' : 'they are'}.`}
      </p>
      {data !== undefined ? (
        <SubjectList
          label="What happens to each volume"
          subjects={data.items.map((item) => ({
            id: item.target.UUID,
            name: item.target.name || item.target.UUID,
            detail: detailOf(item, action),
          }))}
        />
      ) : error === null ? (
        <SkeletonLines count={3} />
      ) : (
        <FailureView failure={error} onRetry={refetch} />
      )}
    </div>
  );
}
