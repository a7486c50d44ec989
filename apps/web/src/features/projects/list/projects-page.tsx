import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { useQuery } from '@tanstack/react-query';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { pickRows } from '#/table/pick-rows.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { PICK_PROJECTS, PROJECT_LIST, projectColumns } from './project-columns.tsx';

/** Starts reading the projects. */
export const loader = async () => {
  await soon(queryClient.prefetchQuery(projectUsageQuery()));
  return null;
};

const PROJECT_WORDS = { one: 'project', many: 'projects' };
const nameOf = ({ name }: { readonly name: string }) => name;

/** The projects that the user may see, over all clusters. */
export function ProjectsPage() {
  const { isClusterAdmin } = useRights();
  const controls = useListState(PROJECT_LIST);
  const { state } = controls;
  const { data, error, refetch } = useQuery(projectUsageQuery());
  if (data === undefined && error !== null) {
    return (
      <Page title="Projects">
        <FailureView failure={error} onRetry={refetch} />
      </Page>
    );
  }
  const columns = projectColumns(clusterNamesOf(data?.clusters ?? []), isClusterAdmin);
  const rows = data === undefined ? undefined : pickRows(data.projects, state, PICK_PROJECTS);
  return (
    <Page
      title="Projects"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
    >
      {data === undefined ? null : <AsOf clusters={data.clusters} />}
      <FilterBar
        controls={controls}
        searchLabel="Search projects"
        searchHint="Name or description"
        filters={[]}
        total={rows?.length}
        what={PROJECT_WORDS}
      >
        <ColumnChooser columns={columns} chosen={state.columns} onChange={controls.setColumns} />
      </FilterBar>
      <DataTable
        label="Projects"
        columns={shownColumns(columns, state.columns)}
        rows={rows}
        rowId={nameOf}
        rowName={nameOf}
        sort={state.sort}
        order={state.order}
        onSort={controls.setSort}
        empty={
          isNarrowed(state) ? (
            <EmptyView
              title="No matching projects"
              actions={
                <Button variant="link" onClick={controls.clear}>
                  Clear search
                </Button>
              }
            >
              All projects are hidden by the search.
            </EmptyView>
          ) : (
            <EmptyView
              title="No projects yet"
              icon={FolderIcon}
              actions={<LinkButton to={paths.volumes()}>View volumes</LinkButton>}
            >
              A project is listed here once an attached cluster has it.
            </EmptyView>
          )
        }
      />
    </Page>
  );
}
