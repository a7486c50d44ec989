import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { paths } from '#/lib/paths.ts';
import { pickRows } from '#/table/pick-rows.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { PICK_PROJECTS, PROJECT_LIST, projectColumns } from './project-columns.tsx';

const loadCells = async () => (await loadChunk(() => import('./project-cells.ts'))).PROJECT_CELLS;

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
  const columns = useMemo(
    () => projectColumns(clusterNamesOf(data?.clusters ?? []), isClusterAdmin),
    [data?.clusters, isClusterAdmin],
  );
  const rows = data === undefined ? undefined : pickRows(data.projects, state, PICK_PROJECTS);
  return (
    <WholeListPage
      title="Projects"
      what={PROJECT_WORDS}
      searchHint="Name or description"
      controls={controls}
      filters={[]}
      columns={columns}
      rows={rows}
      rowId={nameOf}
      rowName={nameOf}
      reads="projects"
      clusters={data?.clusters}
      loadCells={loadCells}
      error={error}
      onRetry={refetch}
      none={
        <EmptyView
          title="No projects yet"
          icon={FolderIcon}
          actions={<LinkButton to={paths.volumes()}>View volumes</LinkButton>}
        >
          A project is listed here once an attached cluster has it.
        </EmptyView>
      }
    />
  );
}
