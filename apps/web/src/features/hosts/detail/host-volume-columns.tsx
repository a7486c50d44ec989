import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { ProtectionLabel, VolumeStateLabel } from '#/domain/volume-state.tsx';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';

interface ColumnFacts {
  readonly hostNQN: string;
  readonly clusterNames: ReadonlyMap<string, string>;
  /** Clusters whose volumes are as last known. */
  readonly awayClusters: ReadonlySet<string>;
  readonly mayOpenClusters: boolean;
}

/** How the ACL lets the host in. */
function allowedBy({ acl }: Volume, hostNQN: string): string {
  if (acl.values.includes(ALLOW_ANY)) return 'Any host';
  return acl.values.includes(hostNQN) ? 'By name' : 'No longer';
}

/** The columns of the volumes of one host. */
export function hostVolumeColumns(facts: ColumnFacts): readonly Column<Volume, VolumeSortKey>[] {
  const { hostNQN, clusterNames, awayClusters, mayOpenClusters } = facts;
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
    {
      id: 'connection',
      header: 'Connection',
      width: '8.5rem',
      cell: (volume) => (
        <HostConnectionLabel
          state={volume.connectedHosts.includes(hostNQN) ? 'connected' : 'allowed'}
          isStale={isStale(volume)}
        />
      ),
    },
    {
      id: 'allowed',
      header: 'Allowed',
      width: '6.5rem',
      cell: (volume) => allowedBy(volume, hostNQN),
    },
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
