import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed, listQuestion } from '#/table/list-state.ts';
import { lastOffset, Pager } from '#/table/pager.tsx';
import { PastEnd } from '#/table/past-end.tsx';
import { listStateOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { WORKFLOW_COLUMNS } from './workflow-columns.tsx';
import { WORKFLOW_LIST, workflowFilters } from './workflow-filters.ts';
import './workflows-page.css';

/** Starts reading the page of the list that the URL names. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  whenAdmin(async () => {
    const state = await listStateOf(WORKFLOW_LIST, request);
    await queryClient.prefetchQuery(workflowsQuery(listQuestion(state)));
  });

const WORKFLOW_WORDS = { one: 'workflow', many: 'workflows' };
const idOf = ({ id }: FleetWorkflow) => id;

function Workflows() {
  const controls = useListState(WORKFLOW_LIST);
  const { state } = controls;
  const query = useQuery(workflowsQuery(listQuestion(state)));
  const { data, failureReason, refetch } = query;

  return (
    <Page title="Workflows" fill>
      <FilterBar
        controls={controls}
        searchLabel="Search by cluster, cause or person"
        filters={workflowFilters(data, state.filters)}
        total={data?.total}
        what={WORKFLOW_WORDS}
      >
        <ColumnChooser
          columns={WORKFLOW_COLUMNS}
          chosen={state.columns}
          onChange={controls.setColumns}
        />
        <div className="ast-pager" data-known={data !== undefined}>
          <Pager
            what={WORKFLOW_WORDS}
            total={data?.total ?? 0}
            offset={state.offset}
            limit={state.limit}
            onPage={controls.setPage}
          />
        </div>
      </FilterBar>
      {data === undefined && failureReason ? (
        <FailureView failure={failureReason} onRetry={refetch} />
      ) : (
        <DataTable
          label="Workflows"
          columns={shownColumns(WORKFLOW_COLUMNS, state.columns)}
          rows={data?.workflows}
          rowId={idOf}
          rowName={workflowName}
          sort={state.sort}
          order={state.order}
          onSort={controls.setSort}
          isStale={query.isPlaceholderData}
          empty={
            <NoWorkflows
              total={data?.total ?? 0}
              isNarrowed={isNarrowed(state)}
              onLastPage={() =>
                controls.setPage(lastOffset(data?.total ?? 0, state.limit), state.limit)
              }
              onClear={controls.clear}
            />
          }
        />
      )}
    </Page>
  );
}

interface NoWorkflowsProps {
  readonly total: number;
  readonly isNarrowed: boolean;
  readonly onLastPage: () => void;
  readonly onClear: () => void;
}

function NoWorkflows({ total, isNarrowed: narrowed, onLastPage, onClear }: NoWorkflowsProps) {
  if (total > 0) return <PastEnd onLastPage={onLastPage} />;
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
