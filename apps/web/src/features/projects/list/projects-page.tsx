import { FolderIcon } from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { queryClient } from '#/api/query-client.ts';
import { useRights } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { projectUsageQuery } from '#/api/usage-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { pickList } from '#/domain/pick-list.ts';
import { WholeListPage } from '#/domain/whole-list-page.tsx';
import { paths } from '#/lib/paths.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { PICK_PROJECTS, PROJECT_LIST, projectColumns } from './project-columns.tsx';

const loadCells = async () => (await loadChunk(() => import('./project-cells.ts'))).PROJECT_CELLS;

const ProjectLine = lazyPart(
  () => import('./project-line.tsx'),
  ({ ProjectLine }) => ProjectLine,
);

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
  const { data, error, refetch } = useQuery(projectUsageQuery());
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const columns = useMemo(
    () => projectColumns(clusterNames, isClusterAdmin),
    [clusterNames, isClusterAdmin],
  );
  const picked = pickList(data?.projects, controls.state, PICK_PROJECTS, {
    clusters: data?.clusters,
    error,
  });
  return (
    <WholeListPage
      title="Projects"
      what={PROJECT_WORDS}
      searchHint="Name or description"
      controls={controls}
      Line={ProjectLine}
      {...picked}
      columns={columns}
      rowId={nameOf}
      rowName={nameOf}
      reads="projects"
      clusters={data?.clusters}
      loadCells={loadCells}
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
