import type { ProjectUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { PROJECT_QUERY } from '@asterism/api-types/rules/project-query';
import { bySize, type Picking } from '#/domain/pick-list.ts';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';

/** What projects can be sorted by. */
const PROJECT_SORT_KEYS = [
  'name',
  'volumes',
  'size',
  'provisioned',
  'used',
  'failed',
  'clusters',
  'description',
] as const;
type ProjectSort = (typeof PROJECT_SORT_KEYS)[number];

/** The list of projects: it is loaded as a whole. */
export const PROJECT_LIST = {
  name: 'projects',
  filters: { cluster: 'any' },
  sortKeys: PROJECT_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

const failedOf = ({ volumesByState }: ProjectUsage): number => volumesByState.Failed ?? 0;

/** How projects are searched and sorted; clusters by how many they are. */
export const PICK_PROJECTS: Picking<ProjectUsage, typeof PROJECT_QUERY, ProjectSort> = {
  fields: PROJECT_QUERY,
  filterLabels: { cluster: 'Cluster' },
  values: {
    choices: { cluster: ({ clusterIds }) => clusterIds },
    texts: { name: ({ name }) => [name], description: ({ description }) => [description] },
    numbers: {
      volumes: ({ volumes }) => volumes,
      failed: failedOf,
      size: ({ size }) => Number(size),
      used: ({ used }) => Number(used),
      provisioned: ({ provisioned }) => Number(provisioned),
    },
    whole: ({ size }) => Number(size),
  },
  textOf: ({ name, description }: ProjectUsage) => `${name} ${description}`,
  compare: {
    name: (a, b) => compareNames(a.name, b.name),
    volumes: (a, b) => bySize(a.volumes, b.volumes),
    size: (a, b) => bySize(BigInt(a.size), BigInt(b.size)),
    provisioned: (a, b) => bySize(BigInt(a.provisioned), BigInt(b.provisioned)),
    used: (a, b) => bySize(BigInt(a.used), BigInt(b.used)),
    failed: (a, b) => bySize(failedOf(a), failedOf(b)),
    clusters: (a, b) => bySize(a.clusterIds.length, b.clusterIds.length),
    description: (a, b) => compareNames(a.description, b.description),
  },
};

/** The columns of the list of projects. */
export const projectColumns = (
  clusterNames: ReadonlyMap<string, string>,
  mayOpenClusters: boolean,
): readonly Column<ProjectUsage, ProjectSort>[] => [
  {
    id: 'name',
    header: 'Project',
    sort: 'name',
    isName: true,
    cell: ({ name }) => <RowLink to={paths.project(name)}>{name}</RowLink>,
  },
  {
    id: 'volumes',
    header: 'Volumes',
    sort: 'volumes',
    align: 'end',
    cell: ({ name, volumes }) => (
      <RowLink to={paths.volumes({ project: name })}>{formatCount(volumes)}</RowLink>
    ),
  },
  {
    id: 'failed',
    header: 'Failed',
    sort: 'failed',
    align: 'end',
    cell: (project) => {
      const failed = failedOf(project);
      return failed === 0 ? (
        '0'
      ) : (
        <RowLink to={paths.volumes({ project: project.name, state: 'Failed' })}>
          {formatCount(failed)}
        </RowLink>
      );
    },
  },
  {
    id: 'size',
    header: 'Size',
    sort: 'size',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'used',
    header: 'Used',
    sort: 'used',
    align: 'end',
    cell: ({ used }) => <Bytes value={used} />,
  },
  {
    id: 'provisioned',
    header: 'Provisioned',
    sort: 'provisioned',
    align: 'end',
    cell: ({ provisioned }) => <Bytes value={provisioned} />,
  },
  {
    id: 'clusters',
    header: 'Clusters',
    sort: 'clusters',
    cell: ({ clusterIds }) => (
      <LinkedNames
        names={clusterIds.map((id) => ({
          name: clusterNames.get(id) ?? id,
          to: mayOpenClusters ? paths.cluster(id) : undefined,
        }))}
      />
    ),
  },
  {
    id: 'description',
    header: 'Description',
    sort: 'description',
    isHidden: true,
    cell: ({ description }) => description || '–',
  },
];
