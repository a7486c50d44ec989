import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';

export interface RelatedColumnFacts {
  readonly clusterNames: ReadonlyMap<string, string>;
  /** Clusters whose volumes are as last known. */
  readonly awayClusters: ReadonlySet<string>;
  readonly mayOpenClusters: boolean;
}

/** The columns of the volumes of something; its own ones come after their names. */
export function relatedVolumeColumns(
  facts: RelatedColumnFacts,
  own: readonly Column<Volume, VolumeSortKey>[],
): readonly Column<Volume, VolumeSortKey>[] {
  const { clusterNames, awayClusters, mayOpenClusters } = facts;
  const isStale = ({ clusterId }: Volume) => awayClusters.has(clusterId);
  return [
    {
      id: 'name',
      header: 'Name',
      sort: 'name',
      isName: true,
      width: 'min(20.5rem, 58vw)',
      cell: (volume) => <RowLink to={paths.volume(volume.UUID)}>{volume.name}</RowLink>,
    },
    ...own,
    {
      id: 'state',
      header: 'State',
      sort: 'state',
      width: '6.75rem',
      cell: (volume) => <VolumeStateLabel state={volume.state} isStale={isStale(volume)} />,
    },
    {
      id: 'protection',
      header: 'Protection',
      sort: 'protection',
      width: '8.75rem',
      cell: (volume) => (
        <ProtectionLabel state={volume.protectionState} isStale={isStale(volume)} />
      ),
    },
    {
      id: 'size',
      header: 'Size',
      sort: 'size',
      align: 'end',
      width: '5.5rem',
      cell: ({ size }) => <Bytes value={size} />,
    },
    {
      id: 'project',
      header: 'Project',
      sort: 'project',
      width: '7rem',
      cell: ({ projectName }) => <RowLink to={paths.project(projectName)}>{projectName}</RowLink>,
    },
    {
      id: 'cluster',
      header: 'Cluster',
      sort: 'cluster',
      width: '7rem',
      cell: ({ clusterId }) => (
        <LinkedNames
          names={[
            {
              name: clusterNames.get(clusterId) ?? clusterId,
              to: mayOpenClusters ? paths.cluster(clusterId) : undefined,
            },
          ]}
        />
      ),
    },
  ];
}
