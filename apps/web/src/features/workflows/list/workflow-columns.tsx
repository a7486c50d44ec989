import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowSortKey } from '@asterism/api-types/fleet-api/fleet-workflow-list';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { UsualDuration } from '#/domain/usual-duration.tsx';
import { WorkflowProgress } from '#/domain/workflow-progress.tsx';
import { WorkflowStateLabel } from '#/domain/workflow-state.tsx';
import { causeOf, workflowName } from '#/domain/workflow-words.ts';

/** The outcome of a workflow: its cause when it has failed. */
function Outcome(workflow: FleetWorkflow) {
  const { state } = workflow;
  if (!isFinal(state)) return <span className="ast-quiet">–</span>;
  if (state === 'COMPLETED') return 'Done';
  const cause = causeOf(workflow);
  return <span className="ast-workflow-cause">{cause}</span>;
}

/** The columns of the list of workflows. */
export const WORKFLOW_COLUMNS: readonly Column<FleetWorkflow, WorkflowSortKey>[] = [
  {
    id: 'name',
    width: 'min(13rem, 50vw)',
    header: 'Workflow',
    sort: 'name',
    isName: true,
    cell: (workflow) => (
      <RowLink to={paths.workflow(workflow.id)}>{workflowName(workflow)}</RowLink>
    ),
  },
  {
    id: 'state',
    width: '8.5rem',
    header: 'State',
    sort: 'state',
    cell: ({ state }) => <WorkflowStateLabel state={state} />,
  },
  {
    id: 'progress',
    width: '16.5rem',
    header: 'Progress',
    sort: 'progress',
    cell: (workflow) => (
      <WorkflowProgress workflow={workflow} label={`Progress: ${workflowName(workflow)}`} />
    ),
  },
  {
    id: 'started',
    width: '7.75rem',
    header: 'Started',
    sort: 'started',
    cell: ({ startedAt, createdAt }) => <RelativeTime value={startedAt ?? createdAt} />,
  },
  {
    id: 'duration',
    width: '12rem',
    header: 'Duration',
    sort: 'duration',
    cell: ({ startedAt, createdAt, endedAt, usual }) => (
      <UsualDuration from={startedAt ?? createdAt} to={endedAt} usualSeconds={usual?.seconds} />
    ),
  },
  {
    id: 'outcome',
    width: '12rem',
    header: 'Outcome',
    sort: 'outcome',
    cell: (workflow) => <Outcome {...workflow} />,
  },
  {
    id: 'started-by',
    width: '7.5rem',
    header: 'Started by',
    sort: 'startedBy',
    cell: ({ startedBy }) => startedBy,
  },
];
