import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { searchWords } from '@asterism/api-types/rules/search-words';
import { fleetVolumesOutput, type FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { hashKey } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { loadChunk } from '#/lib/load-chunk.ts';
import { queryKeys } from '#/api/query-client.ts';
import { mayCreateVolumes, useRights, useSession } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetVolumesQuery, readMissingVolumes } from '#/api/volume-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { Page } from '#/ui/page.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { paths } from '#/lib/paths.ts';
import { useSteady } from '#/lib/use-steady.ts';
import { ListFacts, QueryFacts, SearchedWords } from './list-facts.ts';
import { VOLUME_COLUMNS } from './volume-columns.tsx';
import { lineOf, volumeFilters } from './volume-filters.ts';
import { VOLUME_LIST } from './volume-list.ts';
import { ExportButton } from './export-button.tsx';

// What is not there from the start is loaded when it is needed.
const VolumesEmpty = lazy(() =>
  loadChunk(() => import('./volumes-empty.tsx')).then((module) => ({
    default: module.VolumesEmpty,
  })),
);
const SelectedVolumes = lazy(() =>
  loadChunk(() => import('./selected-volumes.tsx')).then((module) => ({
    default: module.SelectedVolumes,
  })),
);

const UnreadableNotice = lazy(() =>
  loadChunk(() => import('#/domain/unreadable-notice.tsx')).then((module) => ({
    default: module.UnreadableNotice,
  })),
);
const QueryLine = lazy(() =>
  loadChunk(() => import('./query-line.tsx')).then((module) => ({ default: module.QueryLine })),
);

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(VOLUME_LIST, request);
  await soon(readNewest(fleetVolumesQuery(question), request));
  return null;
};

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const idOf = ({ UUID }: Volume) => UUID;
/** Volumes as the tab has kept them. */
const parseVolumes = (kept: unknown): readonly Volume[] =>
  fleetVolumesOutput.shape.volumes.safeParse(kept).data ?? [];
const volumesOf = ({ volumes }: FleetVolumes) => volumes;
const nameOf = ({ name }: Volume) => name;

/** The volumes of all attached clusters in one table. */
export function VolumesPage() {
  const rights = useRights();
  const controls = useListState(VOLUME_LIST);
  const { state, question } = controls;
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query: fleetVolumesQuery,
    rowsOf: volumesOf,
    rowId: idOf,
  });
  const [data] = answers;
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const awayClusters = useMemo(() => awayClustersOf(data?.clusters ?? []), [data?.clusters]);
  const troubles = answers.flatMap((answer) => answer.troubles);
  const mayOpenClusters = rights.isClusterAdmin;
  const facts = useSteady<ListFacts>(
    { clusterNames, awayClusters, troubles, mayOpenClusters },
    hashKey([[...clusterNames], [...awayClusters], troubles, mayOpenClusters]),
  );
  const words = useMemo(() => searchWords(state.search), [state.search]);
  const columns = useMemo(() => shownColumns(VOLUME_COLUMNS, state.columns), [state.columns]);
  const { username } = useSession();
  const shown = useMemo(
    () => (list.total === undefined ? undefined : [...list.rows.values()]),
    [list.total, list.rows],
  );
  const selection = useSelection({
    rowId: idOf,
    keptAs: `selected volumes of ${username}`,
    parse: parseVolumes,
    question: hashKey([question]),
    shown,
    missingKey: queryKeys.missingVolumes,
    readMissing: readMissingVolumes,
  });
  const isAnySelected =
    selection.rows.length + selection.gone > 0 || selection.except !== undefined;
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
          {data.clusters.some(({ unreadable }) => unreadable.length > 0) ? (
            <Suspense>
              <UnreadableNotice clusters={data.clusters} list="volumes" />
            </Suspense>
          ) : null}
        </>
      )}
      <QueryFacts value={{ controls, facets: data?.facets, clusterNames }}>
        <FilterBar
          controls={controls}
          searchLabel="Search volumes"
          line={{ text: lineOf(state, clusterNames), Line: QueryLine }}
          searchHint="Name, label, host, QoS, UUID"
          filters={volumeFilters(data?.facets, state.filters, clusterNames)}
          total={data?.total}
          inSight={list.inSight}
          what={VOLUME_WORDS}
        >
          <RowsInSight
            inSight={list.inSight}
            total={data?.total}
            what={VOLUME_WORDS}
            onReadAgain={isPartial ? readAgain : undefined}
          />
          <ColumnChooser
            columns={VOLUME_COLUMNS}
            chosen={state.columns}
            onChange={controls.setColumns}
          />
        </FilterBar>
      </QueryFacts>
      {failure === undefined ? (
        <ListFacts value={facts}>
          <SearchedWords value={words}>
            <ListTable
              label="Volumes"
              columns={columns}
              list={list}
              rowId={idOf}
              rowName={nameOf}
              sort={state.sort}
              order={state.order}
              onSort={controls.setSort}
              {...(mayChange ? { selection } : {})}
              empty={
                <Suspense>
                  <VolumesEmpty
                    clusterCount={data?.clusters.length ?? 0}
                    isNarrowed={isNarrowed(state)}
                    onClear={controls.clear}
                  />
                </Suspense>
              }
            />
          </SearchedWords>
        </ListFacts>
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
      {/* After the table: whoever has selected rows by keyboard comes to it next. */}
      <Suspense>
        {mayChange && isAnySelected ? (
          <SelectedVolumes
            selection={selection}
            shown={shown ?? []}
            question={question}
            total={total}
            isStale={list.isStale}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
