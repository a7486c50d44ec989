import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { CameraIcon } from '@patternfly/react-icons/dist/esm/icons/camera-icon';
import {
  fleetSnapshotsOutput,
  type FleetSnapshot,
  type FleetSnapshots,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { hashKey } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { firstShown } from '#/api/first-shown.ts';
import { queryKeys } from '#/api/query-client.ts';
import { useRights, useSession } from '#/api/session.ts';
import { snapshotCalls, snapshotsQuery } from '#/api/snapshot-queries.ts';
import { soon } from '#/api/soon.ts';
import { valueOf } from '#/api/api-failure.ts';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { ListPage } from '#/domain/list-page.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { useSteady } from '#/lib/use-steady.ts';
import { rowMenuButton } from '#/table/row-menu-button.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { SNAPSHOT_COLUMNS, SnapshotFacts } from './snapshot-columns.tsx';
import { idOf, nameOf, partsOf } from './snapshot-ids.ts';
import { SNAPSHOT_LIST, snapshotFilters } from './snapshot-list.ts';

const SelectedSnapshots = lazyPart(
  () => import('./selected-snapshots.tsx'),
  ({ SelectedSnapshots }) => SelectedSnapshots,
);

const SnapshotLine = lazyPart(
  () => import('./snapshot-line.tsx'),
  ({ SnapshotLine }) => SnapshotLine,
);

const SnapshotTools = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./snapshot-tools.tsx')))
    .then((module) => ({ default: module.SnapshotTools })),
);

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(SNAPSHOT_LIST, request);
  await soon(readNewest(snapshotsQuery(question), request));
  return null;
};

const WORDS = { one: 'snapshot', many: 'snapshots' };
const menuOf = (snapshot: FleetSnapshot) => rowMenuButton(idOf(snapshot), snapshot.name);
const snapshotsOf = ({ snapshots }: FleetSnapshots) => snapshots;
/** Snapshots as the tab has kept them. */
const parseSnapshots = (kept: unknown): readonly FleetSnapshot[] =>
  fleetSnapshotsOutput.shape.snapshots.safeParse(kept).data ?? [];

/** So many UUIDs are in one line, which has at most `QUERY_MAX` letters. */
const ASKED_AT_ONCE = 25;

/** Those of the selected snapshots that the index no longer has. */
async function readMissing(ids: readonly string[], signal: AbortSignal) {
  const found = new Set<string>();
  for (let at = 0; at < ids.length; at += ASKED_AT_ONCE) {
    const UUIDs = ids.slice(at, at + ASKED_AT_ONCE).map((id) => partsOf(id)[1]);
    const question = { query: `uuid=${UUIDs.join(',')}`, limit: String(FLEET_PAGE_MAX) };
    const { snapshots } = await valueOf(snapshotCalls.listFleetSnapshots(question, { signal }));
    for (const snapshot of snapshots) found.add(idOf(snapshot));
  }
  return ids.filter((id) => !found.has(id));
}

/** The snapshots of all attached clusters in one table. */
export function SnapshotsPage() {
  const rights = useRights();
  const controls = useListState(SNAPSHOT_LIST);
  const { state, question } = controls;
  const read = useListRows({ controls, query: snapshotsQuery, rowsOf: snapshotsOf, rowId: idOf });
  const { list } = read;
  const [data] = read.answers;
  const clusterNames = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const awayClusters = useMemo(() => awayClustersOf(data?.clusters ?? []), [data?.clusters]);
  const mayOpenClusters = rights.isClusterAdmin;
  const facts = useSteady<SnapshotFacts>(
    { clusterNames, awayClusters, mayOpenClusters },
    hashKey([[...clusterNames], [...awayClusters], mayOpenClusters]),
  );
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
    missingKey: queryKeys.missingSnapshots,
    readMissing,
  });
  const isAnySelected =
    selection.rows.length + selection.gone > 0 || selection.except !== undefined;

  return (
    <SnapshotFacts value={facts}>
      <ListPage
        title="Snapshots"
        what={WORDS}
        reads="snapshots"
        Line={SnapshotLine}
        searchHint="Name, volume, label, description, UUID"
        controls={controls}
        read={read}
        filters={snapshotFilters(data?.facets, state.filters, clusterNames)}
        columns={SNAPSHOT_COLUMNS}
        rowId={idOf}
        rowName={nameOf}
        clusters={data?.clusters}
        selection={selection}
        rowActions={menuOf}
        actions={<LinkButton to={paths.schedules()}>Schedules</LinkButton>}
        save={async () => {
          const { saveSnapshots } = await loadChunk(() => import('./save-snapshots.ts'));
          await saveSnapshots(question);
        }}
        none={
          <EmptyView
            title="No snapshots yet"
            icon={CameraIcon}
            actions={
              <LinkButton variant="primary" to={paths.volumes()}>
                View volumes
              </LinkButton>
            }
          >
            A snapshot keeps a volume as it is at one moment. Take one on the page of a volume.
          </EmptyView>
        }
      >
        <Suspense>
          {isAnySelected ? (
            <SelectedSnapshots
              selection={selection}
              shown={shown ?? []}
              question={question}
              total={data?.total ?? 0}
              isStale={list.isStale}
            />
          ) : null}
        </Suspense>
        <Suspense>
          <SnapshotTools rows={list.rows} />
        </Suspense>
      </ListPage>
    </SnapshotFacts>
  );
}
