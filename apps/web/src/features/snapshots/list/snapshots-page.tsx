import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ExportIcon } from '@patternfly/react-icons/dist/esm/icons/export-icon';
import {
  fleetSnapshotsOutput,
  type FleetSnapshot,
  type FleetSnapshots,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { hashKey } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { queryKeys } from '#/api/query-client.ts';
import { mayCreateVolumes, useRights, useSession } from '#/api/session.ts';
import { snapshotCalls, snapshotsQuery, type FleetSnapshotsInput } from '#/api/snapshot-queries.ts';
import { soon } from '#/api/soon.ts';
import { valueOf } from '#/api/api-failure.ts';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { UnreadableNotice } from '#/domain/unreadable-notice.tsx';
import { loadChunk } from '#/lib/load-chunk.ts';
import { useSteady } from '#/lib/use-steady.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { SelectionBar } from '#/table/selection-bar.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { Page } from '#/ui/page.tsx';
import { SNAPSHOT_COLUMNS, SnapshotFacts } from './snapshot-columns.tsx';
import { SNAPSHOT_LIST, snapshotFilters } from './snapshot-list.ts';
import { SnapshotsEmpty } from './snapshots-empty.tsx';

const BulkDelete = lazy(() =>
  loadChunk(() => import('#/features/snapshots/delete/delete-snapshots-dialog.tsx')).then(
    (module) => ({ default: module.DeleteSnapshotsDialog }),
  ),
);

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(SNAPSHOT_LIST, request);
  await soon(readNewest(snapshotsQuery(question), request));
  return null;
};

const WORDS = { one: 'snapshot', many: 'snapshots' };
const idOf = ({ clusterId, UUID }: FleetSnapshot) => `${clusterId} ${UUID}`;
const nameOf = ({ name }: FleetSnapshot) => name;
const snapshotsOf = ({ snapshots }: FleetSnapshots) => snapshots;
/** Snapshots as the tab has kept them. */
const parseSnapshots = (kept: unknown): readonly FleetSnapshot[] =>
  fleetSnapshotsOutput.shape.snapshots.safeParse(kept).data ?? [];

/** Those of the selected snapshots that the index no longer has. */
async function readMissing(ids: readonly string[], signal: AbortSignal) {
  const missing: string[] = [];
  for (const id of ids) {
    const [cluster = '', search = ''] = id.split(' ');
    const question = { cluster, search, limit: '1' };
    const found = await valueOf(snapshotCalls.listFleetSnapshots(question, { signal }));
    if (found.total === 0) missing.push(id);
  }
  return missing;
}

function ExportButton(props: { readonly question: FleetSnapshotsInput; readonly total: number }) {
  const [isExporting, setIsExporting] = useState(false);
  const start = async () => {
    setIsExporting(true);
    const { exportSnapshots } = await loadChunk(() => import('./export-snapshots.ts'));
    await exportSnapshots(props.question);
    setIsExporting(false);
  };
  return (
    <Button
      variant="secondary"
      icon={<ExportIcon />}
      isDisabled={props.total === 0}
      isAriaDisabled={isExporting}
      isLoading={isExporting}
      onClick={() => void start()}
    >
      Export CSV
    </Button>
  );
}

/** The snapshots of all attached clusters in one table. */
export function SnapshotsPage() {
  const rights = useRights();
  const controls = useListState(SNAPSHOT_LIST);
  const { state, question } = controls;
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query: snapshotsQuery,
    rowsOf: snapshotsOf,
    rowId: idOf,
  });
  const [data] = answers;
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const awayClusters = useMemo(() => awayClustersOf(data?.clusters ?? []), [data?.clusters]);
  const mayOpenClusters = rights.isClusterAdmin;
  const facts = useSteady<SnapshotFacts>(
    { clusterNames, awayClusters, mayOpenClusters },
    hashKey([[...clusterNames], [...awayClusters], mayOpenClusters]),
  );
  const columns = useMemo(() => shownColumns(SNAPSHOT_COLUMNS, state.columns), [state.columns]);
  const { username } = useSession();
  const shown = useMemo(
    () => (list.total === undefined ? undefined : [...list.rows.values()]),
    [list.total, list.rows],
  );
  const selection = useSelection({
    rowId: idOf,
    keptAs: `selected snapshots of ${username}`,
    parse: parseSnapshots,
    question: hashKey([question]),
    shown,
    missingKey: [...queryKeys.snapshots, 'missing'],
    readMissing,
  });
  const [isDeleting, setIsDeleting] = useState(false);
  const mayChange = mayCreateVolumes(rights);

  return (
    <Page
      title="Snapshots"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
      actions={<ExportButton question={question} total={data?.total ?? 0} />}
    >
      {data === undefined ? null : (
        <>
          <AsOf clusters={data.clusters} what="snapshots" />
          <UnreadableNotice clusters={data.clusters} list="snapshots" />
        </>
      )}
      <FilterBar
        controls={controls}
        searchLabel="Search snapshots"
        searchHint="Name, volume, label, description, UUID"
        filters={snapshotFilters(data?.facets, state.filters, clusterNames)}
        total={data?.total}
        inSight={list.inSight}
        what={WORDS}
      >
        <RowsInSight
          inSight={list.inSight}
          total={data?.total}
          what={WORDS}
          onReadAgain={isPartial ? readAgain : undefined}
        />
        <ColumnChooser
          columns={SNAPSHOT_COLUMNS}
          chosen={state.columns}
          onChange={controls.setColumns}
        />
      </FilterBar>
      {failure === undefined ? (
        <SnapshotFacts value={facts}>
          <ListTable
            label="Snapshots"
            columns={columns}
            list={list}
            rowId={idOf}
            rowName={nameOf}
            sort={state.sort}
            order={state.order}
            onSort={controls.setSort}
            {...(mayChange ? { selection } : {})}
            empty={<SnapshotsEmpty isNarrowed={isNarrowed(state)} onClear={controls.clear} />}
          />
        </SnapshotFacts>
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
      {mayChange && selection.rows.length + selection.gone > 0 ? (
        <SelectionBar selection={selection} total={data?.total ?? 0} what={WORDS}>
          <Button
            variant="danger"
            size="sm"
            isAriaDisabled={selection.isChecking}
            onClick={() => setIsDeleting(true)}
          >
            Delete
          </Button>
        </SelectionBar>
      ) : null}
      <Suspense>
        {isDeleting ? (
          <BulkDelete
            snapshots={selection.rows}
            clusterNames={clusterNames}
            onDeleted={(gone) => selection.setAll(gone, false)}
            onClose={() => setIsDeleting(false)}
          />
        ) : null}
      </Suspense>
    </Page>
  );
}
