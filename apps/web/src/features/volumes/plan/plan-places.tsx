import { percentOf, usedPercent } from '@asterism/api-types/rules/capacity';
import { planVolumes, type PlannedPlace } from '@asterism/api-types/rules/placement-plan';
import { parseTypedSize } from '@asterism/api-types/rules/typed-size';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { clusterName } from '#/domain/cluster-name.ts';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { candidatesOf, obstacleText, type Candidate } from '#/features/volumes/placement.ts';
import { formatBytes, formatCount, formatPercent, formatRatio } from '#/lib/format.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { RowLink } from '#/table/row-link.tsx';
import { Arrow } from '#/ui/arrow.tsx';
import { Note } from '#/ui/note.tsx';
import { Panel } from '#/ui/panel.tsx';
import { paths } from '#/lib/paths.ts';
import { planQuestion, type PlanQuestion } from './plan-question.ts';
import '#/features/volumes/placement.css';

type Place = PlannedPlace<Candidate>;

/** Percent of the capacity that is used once all new volumes are written full; undefined while it is not known. */
function percentWhenFull({ cluster: { statistics }, added }: Place): number | undefined {
  if (statistics === undefined) return undefined;
  const { physicalUsedStorage, effectivePhysicalStorage } = statistics;
  return percentOf(BigInt(physicalUsedStorage) + added, effectivePhysicalStorage);
}

const isTooFull = (place: Place): boolean => (percentWhenFull(place) ?? 0) > 100;

function Change({ from, to }: { readonly from: string; readonly to: string }) {
  return from === to ? (
    from
  ) : (
    <>
      {from} <Arrow /> {to}
    </>
  );
}

const COLUMNS: readonly Column<Place>[] = [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    cell: ({ cluster, obstacles }) => (
      <>
        <RowLink to={paths.cluster(cluster.id)}>{clusterName(cluster)}</RowLink>
        {obstacles.map((obstacle) => (
          <div key={obstacle.kind} className="ast-obstacle">
            {obstacleText(obstacle)}
          </div>
        ))}
      </>
    ),
  },
  { id: 'status', header: 'Status', cell: ({ cluster }) => <ConnectionLabel {...cluster} /> },
  {
    id: 'volumes',
    header: 'New volumes',
    align: 'end',
    cell: ({ volumes }) => formatCount(volumes),
  },
  {
    id: 'ratio',
    header: 'Ratio',
    align: 'end',
    cell: ({ ratioBefore, ratioAfter }) => (
      <Change from={formatRatio(ratioBefore)} to={formatRatio(ratioAfter)} />
    ),
  },
  {
    id: 'used',
    header: 'Used, if written full',
    align: 'end',
    cell: (place) => {
      const { statistics } = place.cluster;
      const full = percentWhenFull(place);
      if (statistics === undefined || full === undefined) return '–';
      return <Change from={formatPercent(usedPercent(statistics))} to={formatPercent(full)} />;
    },
  },
];

/** In one sentence: how much it is, and where it goes. */
function summaryOf(places: readonly Place[], asked: number): string {
  const added = places.reduce((sum, place) => sum + place.added, 0n);
  const parts = places
    .filter(({ volumes }) => volumes > 0)
    .map(({ cluster, volumes }) => `${formatCount(volumes)} on ${clusterName(cluster)}`);
  const LISTED_MAX = 5;
  const more = parts.length - LISTED_MAX;
  const where = [...parts.slice(0, LISTED_MAX), ...(more > 0 ? [`the rest on ${more} more`] : [])];
  const volumes = asked === 1 ? '1 volume' : `${formatCount(asked)} volumes`;
  return `${volumes}, ${formatBytes(added, 'up')} with all copies: ${where.join(', ')}.`;
}

function Outcome({ places, asked }: { readonly places: readonly Place[]; readonly asked: number }) {
  if (places.every(({ volumes }) => volumes === 0))
    return <Note tone="danger" isLive title="No attached cluster can take such a volume." />;
  const tooFull = places.filter(isTooFull).map(({ cluster }) => clusterName(cluster));
  return (
    <Note tone={tooFull.length > 0 ? 'warning' : 'info'} isLive title={summaryOf(places, asked)}>
      {tooFull.length === 0
        ? 'All of it has room, even if every volume is written full.'
        : `If all are written full and their data cannot be reduced, there is too little room on ${tooFull.join(', ')}.`}
    </Note>
  );
}

const idOf = ({ cluster }: Place) => cluster.id;
const nameOf = ({ cluster }: Place) => clusterName(cluster);

/** Where the volumes would go, and how full the clusters were then. */
export function PlanPlaces({ question }: { readonly question: PlanQuestion }) {
  const { data: clusters, error, refetch } = useQuery(clustersQuery());
  const { data: projects } = useQuery(projectsQuery());
  const { data: policies } = useQuery(policiesQuery());
  const size = parseTypedSize(question.size);
  const isAsked = planQuestion.safeParse(question).success;
  const count = isAsked ? Number(question.count) : 0;
  const names = { projects: projects?.projects ?? [], policies: policies?.policies ?? [] };
  const places =
    clusters === undefined
      ? undefined
      : planVolumes(
          candidatesOf(clusters, names),
          {
            size: size.ok ? size.value.bytes : undefined,
            replicaCount: Number(question.replicaCount),
            projectName: question.projectName,
            qosPolicyName: question.qosPolicyName,
          },
          count,
        );
  return (
    <Panel title="Where they would go">
      <div className="ast-stack">
        {places === undefined || !isAsked ? null : <Outcome places={places} asked={count} />}
        {clusters === undefined && error !== null ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <DataTable
            label="Where they would go"
            columns={COLUMNS}
            rows={places}
            rowId={idOf}
            rowName={nameOf}
            skeletonRows={2}
            empty="No clusters attached."
          />
        )}
        <p className="ast-quiet">
          As if they were created one after the other: the federation places each on the cluster
          with the lowest ratio of provisioned to effective capacity. “If written full” counts every
          byte of every copy, without compression.
        </p>
      </div>
    </Panel>
  );
}
