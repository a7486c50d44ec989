import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Rights } from '@asterism/api-types/rules/roles';
import { searchWords } from '@asterism/api-types/rules/search-words';
import { fleetVolumesOutput, type FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { hashKey } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { firstShown } from '#/api/first-shown.ts';
import { queryKeys } from '#/api/query-client.ts';
import { useRights, useSession } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetVolumesQuery, readMissingVolumes } from '#/api/volume-queries.ts';
import { ListPage } from '#/domain/list-page.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { rowMenuButton } from '#/table/row-menu-button.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { useSelection } from '#/table/use-selection.ts';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { useSteady } from '#/lib/use-steady.ts';
import { ListFacts, SearchedWords } from './list-facts.ts';
import { VOLUME_COLUMNS } from './volume-columns.tsx';
import { volumeFilters } from './volume-filters.ts';
import { VOLUME_LIST } from './volume-list.ts';

// What is not there from the start is loaded when it is needed.
const VolumesEmpty = lazyPart(
  () => import('./volumes-empty.tsx'),
  ({ VolumesEmpty }) => VolumesEmpty,
);
const SelectedVolumes = lazyPart(
  () => import('./selected-volumes.tsx'),
  ({ SelectedVolumes }) => SelectedVolumes,
);

const VolumeTools = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./volume-tools.tsx')))
    .then((module) => ({ default: module.VolumeTools })),
);
const VolumeLine = lazyPart(
  () => import('./volume-line.tsx'),
  ({ VolumeLine }) => VolumeLine,
);

export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(VOLUME_LIST, request);
  await soon(readNewest(fleetVolumesQuery(question), request));
  return null;
};

// Why somebody may not create volumes is loaded for them alone.
const Refused = lazyPart(
  () => import('#/domain/action.tsx'),
  ({ ActionLink }) => ActionLink,
);

function CreateVolume({ rights }: { readonly rights: Rights }) {
  const link = { variant: 'primary', to: paths.newVolume(), children: 'Create volume' } as const;
  const { isClusterAdmin, projects } = rights;
  if (isClusterAdmin || projects.some((project) => rights.canChange(project)))
    return <LinkButton {...link} />;
  return (
    <Suspense fallback={<span className="pf-v6-c-button pf-m-aria-disabled">{link.children}</span>}>
      <Refused does="createVolume" {...link} />
    </Suspense>
  );
}

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const idOf = ({ UUID }: Volume) => UUID;
/** Volumes as the tab has kept them. */
const parseVolumes = (kept: unknown): readonly Volume[] =>
  fleetVolumesOutput.shape.volumes.safeParse(kept).data ?? [];
const volumesOf = ({ volumes }: FleetVolumes) => volumes;
const nameOf = ({ name }: Volume) => name;
const menuOf = (volume: Volume) => rowMenuButton(volume.UUID, volume.name);

/** The volumes of all attached clusters in one table. */
export function VolumesPage() {
  const rights = useRights();
  const controls = useListState(VOLUME_LIST);
  const { state, question } = controls;
  const read = useListRows({
    controls,
    query: fleetVolumesQuery,
    rowsOf: volumesOf,
    rowId: idOf,
  });
  const { list, answers } = read;
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
  const total = data?.total ?? 0;

  return (
    <ListFacts value={facts}>
      <SearchedWords value={words}>
        <ListPage
          title="Volumes"
          what={VOLUME_WORDS}
          reads="volumes"
          searchHint="Name, label, host, QoS, UUID"
          Line={VolumeLine}
          controls={controls}
          read={read}
          filters={volumeFilters(data?.facets, state.filters, clusterNames)}
          columns={VOLUME_COLUMNS}
          rowId={idOf}
          rowName={nameOf}
          clusters={data?.clusters}
          selection={selection}
          rowActions={menuOf}
          actions={<CreateVolume rights={rights} />}
          save={async () => {
            const { saveVolumes } = await loadChunk(() => import('./save-volumes.ts'));
            await saveVolumes(question);
          }}
          none={<VolumesEmpty clusterCount={data?.clusters.length ?? 0} />}
        >
          <Suspense>
            {isAnySelected ? (
              <SelectedVolumes
                selection={selection}
                shown={shown ?? []}
                question={question}
                total={total}
                isStale={list.isStale}
              />
            ) : null}
          </Suspense>
          <Suspense>
            <VolumeTools rows={list.rows} />
          </Suspense>
        </ListPage>
      </SearchedWords>
    </ListFacts>
  );
}
