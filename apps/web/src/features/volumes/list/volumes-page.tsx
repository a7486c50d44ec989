import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TrashIcon } from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { searchWords } from '@asterism/api-types/rules/search-words';
import { fleetVolumesOutput } from '@asterism/api-types/fleet-api/fleet-volumes';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { loadChunk } from '#/lib/load-chunk.ts';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { mayCreateVolumes, useRights, useSession } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetVolumesQuery, readMissingVolumes } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { lastOffset, Pager } from '#/table/pager.tsx';
import { SelectionBar } from '#/table/selection-bar.tsx';
import { listStateOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { Page } from '#/ui/page.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { paths } from '#/lib/paths.ts';
import { volumeColumns } from './volume-columns.tsx';
import { volumeFilters } from './volume-filters.ts';
import { VOLUME_LIST, volumesQuestion } from './volume-list.ts';
import { ExportButton } from './export-button.tsx';
import { VolumesEmpty } from './volumes-empty.tsx';

// Dialogs are loaded when they are opened.
const BulkDeleteDialog = lazy(() =>
  loadChunk(() => import('#/features/volumes/delete/bulk-delete-dialog.tsx')).then((module) => ({
    default: module.BulkDeleteDialog,
  })),
);

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const read = async () => {
    const state = await listStateOf(VOLUME_LIST, request);
    await queryClient.prefetchQuery(fleetVolumesQuery(volumesQuestion(state)));
  };
  await soon(read());
  return null;
};

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const idOf = ({ UUID }: Volume) => UUID;
/** Volumes as the tab has kept them. */
const parseVolumes = (kept: unknown): readonly Volume[] =>
  fleetVolumesOutput.shape.volumes.safeParse(kept).data ?? [];
const nameOf = ({ name }: Volume) => name;

/** The volumes of all attached clusters in one table. */
export function VolumesPage() {
  const rights = useRights();
  const controls = useListState(VOLUME_LIST);
  const { state } = controls;
  const question = volumesQuestion(state);
  const { data, failureReason, refetch, isPlaceholderData } = useQuery(fleetVolumesQuery(question));
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const awayClusters = useMemo(() => awayClustersOf(data?.clusters ?? []), [data?.clusters]);
  const { isClusterAdmin } = rights;
  const columns = useMemo(
    () =>
      volumeColumns({
        clusterNames,
        awayClusters,
        troubles: data?.troubles ?? [],
        words: searchWords(state.search),
        mayOpenClusters: isClusterAdmin,
      }),
    [clusterNames, awayClusters, data?.troubles, state.search, isClusterAdmin],
  );
  const { username } = useSession();
  const selection = useSelection({
    rowId: idOf,
    keptAs: `selected volumes of ${username}`,
    parse: parseVolumes,
    shown: data?.volumes,
    missingKey: queryKeys.missingVolumes,
    readMissing: readMissingVolumes,
  });
  const [isDeleting, setIsDeleting] = useState(false);
  const mayChange = mayCreateVolumes(rights);
  const total = data?.total ?? 0;

  return (
    <Page
      title="Volumes"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
      actions={
        <>
          <ExportButton question={question} total={total} />
          {mayChange ? (
            <LinkButton variant="primary" to={paths.newVolume()}>
              Create volume
            </LinkButton>
          ) : null}
        </>
      }
    >
      {data === undefined ? null : (
        <>
          <AsOf clusters={data.clusters} />
          <UnreadableNotice clusters={data.clusters} list="volumes" />
        </>
      )}
      <FilterBar
        controls={controls}
        searchLabel="Search volumes"
        searchHint="Name, label, host, QoS, UUID"
        filters={volumeFilters(data?.facets, state.filters, clusterNames)}
        total={data?.total}
        what={VOLUME_WORDS}
      >
        <ColumnChooser columns={columns} chosen={state.columns} onChange={controls.setColumns} />
        <div className="ast-pager" data-known={data !== undefined}>
          <Pager
            total={total}
            offset={state.offset}
            limit={state.limit}
            onPage={controls.setPage}
            what={VOLUME_WORDS}
          />
        </div>
      </FilterBar>
      {data === undefined && failureReason ? (
        <FailureView failure={failureReason} onRetry={refetch} />
      ) : (
        <DataTable
          label="Volumes"
          columns={shownColumns(columns, state.columns)}
          rows={data?.volumes}
          rowId={idOf}
          rowName={nameOf}
          sort={state.sort}
          order={state.order}
          onSort={controls.setSort}
          isStale={isPlaceholderData}
          {...(mayChange ? { selection } : {})}
          empty={
            <VolumesEmpty
              clusterCount={data?.clusters.length ?? 0}
              total={total}
              isNarrowed={isNarrowed(state)}
              onLastPage={() => controls.setPage(lastOffset(total, state.limit), state.limit)}
              onClear={controls.clear}
            />
          }
        />
      )}
      {/* After the table: whoever has selected rows by keyboard comes to it next. */}
      {mayChange ? (
        <SelectionBar selection={selection} what={VOLUME_WORDS}>
          <Button
            variant="danger"
            size="sm"
            icon={<TrashIcon />}
            isDisabled={selection.isChecking}
            onClick={() => setIsDeleting(true)}
          >
            Delete
          </Button>
        </SelectionBar>
      ) : null}
      <Suspense>
        {isDeleting ? (
          <BulkDeleteDialog
            volumes={selection.rows}
            shownIds={new Set(data?.volumes.map(idOf))}
            clusterNames={clusterNames}
            onDeleted={(gone) => selection.setAll(gone, false)}
            onClose={() => setIsDeleting(false)}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
