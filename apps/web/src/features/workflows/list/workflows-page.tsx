import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { whenAdmin } from '#/api/session.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { ExportCsv } from '#/table/export-csv.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { WORKFLOW_COLUMNS } from './workflow-columns.tsx';
import { WORKFLOW_LIST, workflowFilters } from './workflow-filters.ts';
import './workflows-page.css';

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
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query: workflowsQuery,
    rowsOf: workflowsOf,
    rowId: idOf,
  });
  const [data] = answers;
  const columns = useMemo(() => shownColumns(WORKFLOW_COLUMNS, state.columns), [state.columns]);

  return (
    <Page title="Workflows" fill>
      <FilterBar
        controls={controls}
        searchLabel="Search by cluster, cause or person"
        filters={workflowFilters(data, state.filters)}
        total={data?.total}
        inSight={list.inSight}
        what={WORKFLOW_WORDS}
      >
        <RowsInSight
          inSight={list.inSight}
          total={data?.total}
          what={WORKFLOW_WORDS}
          onReadAgain={isPartial ? readAgain : undefined}
        />
        <ExportCsv
          save={async () => {
            const { saveWorkflows } = await loadChunk(() => import('./save-workflows.ts'));
            await saveWorkflows(question);
          }}
        />
        <ColumnChooser
          columns={WORKFLOW_COLUMNS}
          chosen={state.columns}
          onChange={controls.setColumns}
        />
      </FilterBar>
      {failure === undefined ? (
        <ListTable
          label="Workflows"
          columns={columns}
          list={list}
          rowId={idOf}
          rowName={workflowName}
          sort={state.sort}
          order={state.order}
          onSort={controls.setSort}
          empty={<NoWorkflows isNarrowed={isNarrowed(state)} onClear={controls.clear} />}
        />
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
    </Page>
  );
}

interface NoWorkflowsProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function NoWorkflows({ isNarrowed: narrowed, onClear }: NoWorkflowsProps) {
  if (narrowed) {
    return (
      <EmptyView
        title="No matching workflows"
        actions={
          <Button variant="link" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        All workflows are hidden by the search or the filters.
      </EmptyView>
    );
  }
  return (
    <EmptyView
      title="No workflows yet"
      icon={TasksIcon}
      actions={
        <LinkButton variant="primary" to={paths.attachCluster()}>
          Attach cluster
        </LinkButton>
      }
    >
      Attaching or detaching a cluster is a workflow. Workflows are listed here with their outcome.
    </EmptyView>
  );
}

export function WorkflowsPage() {
  return (
    <AdminOnly title="Workflows">
      <Workflows />
    </AdminOnly>
  );
}
