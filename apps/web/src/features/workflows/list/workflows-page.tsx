import { FLEET_WORKFLOW_STATES } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import {
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core/dist/esm/components/ToggleGroup';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { WORKFLOW_STATE_APPEARANCE } from '#/domain/workflow-state.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import { paths } from '#/lib/paths.ts';
import { DataTable } from '#/table/data-table.tsx';
import { parseListState } from '#/table/list-state.ts';
import { Pager } from '#/table/pager.tsx';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { WORKFLOW_COLUMNS } from './workflow-columns.tsx';
import { WORKFLOW_LIST, workflowsInput } from './workflow-list.ts';
import './workflows-page.css';

interface StateChoiceProps {
  /** The chosen state; undefined for all. */
  readonly chosen: string | undefined;
  readonly onChange: (states: readonly string[]) => void;
}

/** Filters the list by one state, or by none. */
function StateChoice({ chosen, onChange }: StateChoiceProps) {
  return (
    <ToggleGroup className="ast-workflows-states" isCompact aria-label="State">
      <ToggleGroupItem
        text="All"
        buttonId="state-all"
        isSelected={chosen === undefined}
        onChange={() => onChange([])}
      />
      {FLEET_WORKFLOW_STATES.map((state) => (
        <ToggleGroupItem
          key={state}
          text={WORKFLOW_STATE_APPEARANCE[state].text}
          buttonId={`state-${state.toLowerCase()}`}
          isSelected={chosen === state}
          onChange={() => onChange([state])}
        />
      ))}
    </ToggleGroup>
  );
}

/** Starts reading the page of the list that the URL names. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  whenAdmin(() => {
    const state = parseListState(WORKFLOW_LIST, new URL(request.url).searchParams);
    void queryClient.prefetchQuery(workflowsQuery(workflowsInput(state)));
  });

const WORKFLOW_WORDS = { one: 'workflow', many: 'workflows' };
const idOf = ({ id }: FleetWorkflow) => id;

function Workflows() {
  const { state, setFilter, setPage } = useListState(WORKFLOW_LIST);
  const query = useQuery(workflowsQuery(workflowsInput(state)));
  const { data, failureReason, refetch } = query;
  const [chosen] = state.filters.state;

  return (
    <Page title="Workflows" fill>
      <div className="ast-row">
        <StateChoice chosen={chosen} onChange={(states) => setFilter('state', states)} />
        <div className="ast-workflows-pager">
          {data === undefined ? null : (
            <Pager
              what={WORKFLOW_WORDS}
              total={data.total}
              offset={state.offset}
              limit={state.limit}
              onPage={setPage}
            />
          )}
        </div>
      </div>
      {data === undefined && failureReason ? (
        <FailureView failure={failureReason} onRetry={refetch} />
      ) : (
        <DataTable
          label="Workflows"
          columns={WORKFLOW_COLUMNS}
          rows={data?.workflows}
          rowId={idOf}
          rowName={workflowName}
          isStale={query.isPlaceholderData}
          empty={<NoWorkflows isNarrowed={chosen !== undefined} />}
        />
      )}
    </Page>
  );
}

function NoWorkflows({ isNarrowed }: { readonly isNarrowed: boolean }) {
  if (isNarrowed) {
    return (
      <EmptyView
        title="No workflows in this state"
        actions={<LinkButton to={paths.workflows()}>Show all workflows</LinkButton>}
      >
        Workflows in other states are hidden.
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
