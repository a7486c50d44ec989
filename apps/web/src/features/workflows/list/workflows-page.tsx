import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import type { LoaderFunctionArgs } from 'react-router';
import { whenAdmin } from '#/api/session.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { ListPage } from '#/domain/list-page.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { readNewest } from '#/table/read-newest.ts';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { WORKFLOW_COLUMNS } from './workflow-columns.tsx';
import { WORKFLOW_LIST, workflowFilters } from './workflow-filters.ts';
import './workflows-page.css';

const WorkflowLine = lazyPart(
  () => import('./workflow-line.tsx'),
  ({ WorkflowLine }) => WorkflowLine,
);

/** Starts reading the part of the list that the URL names. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  whenAdmin(async () => {
    await readNewest(workflowsQuery(listQuestionOf(WORKFLOW_LIST, request)), request);
  });

const WORKFLOW_WORDS = { one: 'workflow', many: 'workflows' };
const workflowsOf = ({ workflows }: { workflows: readonly FleetWorkflow[] }) => workflows;
const idOf = ({ id }: FleetWorkflow) => id;

function Workflows() {
  const controls = useListState(WORKFLOW_LIST);
  const { state, question } = controls;
  const read = useListRows({ controls, query: workflowsQuery, rowsOf: workflowsOf, rowId: idOf });
  return (
    <ListPage
      title="Workflows"
      what={WORKFLOW_WORDS}
      Line={WorkflowLine}
      searchHint="Cluster, cause or person"
      controls={controls}
      read={read}
      filters={workflowFilters(read.answers[0], state.filters)}
      columns={WORKFLOW_COLUMNS}
      rowId={idOf}
      rowName={workflowName}
      save={async () => {
        const { saveWorkflows } = await loadChunk(() => import('./save-workflows.ts'));
        await saveWorkflows(question);
      }}
      none={
        <EmptyView
          title="No workflows yet"
          icon={TasksIcon}
          actions={
            <LinkButton variant="primary" to={paths.attachCluster()}>
              Attach cluster
            </LinkButton>
          }
        >
          Attaching or detaching a cluster is a workflow. Workflows are listed here with their
          outcome.
        </EmptyView>
      }
    />
  );
}

export function WorkflowsPage() {
  return (
    <AdminOnly title="Workflows">
      <Workflows />
    </AdminOnly>
  );
}
