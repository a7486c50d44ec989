import type { FleetSnapshot, SnapshotSortKey } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { createContext, useContext } from 'react';
import { Expiry } from '#/features/snapshots/expiry.tsx';
import { SnapshotStateLabel } from '#/domain/snapshot-state.tsx';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** What the cells show beside their snapshot. */
export interface SnapshotFacts {
  readonly clusterNames: ReadonlyMap<string, string>;
  readonly awayClusters: ReadonlySet<string>;
  readonly mayOpenClusters: boolean;
}

export const SnapshotFacts = createContext<SnapshotFacts>({
  clusterNames: new Map(),
  awayClusters: new Set(),
  mayOpenClusters: false,
});

function State({ state, clusterId }: FleetSnapshot) {
  const { awayClusters } = useContext(SnapshotFacts);
  return <SnapshotStateLabel state={state} isStale={awayClusters.has(clusterId)} />;
}

function ClusterCell({ clusterId }: FleetSnapshot) {
  const { clusterNames, mayOpenClusters } = useContext(SnapshotFacts);
  const name = clusterNames.get(clusterId) ?? clusterId;
  return mayOpenClusters ? <RowLink to={paths.cluster(clusterId)}>{name}</RowLink> : name;
}

/** The columns of the list of snapshots. */
export const SNAPSHOT_COLUMNS: readonly Column<FleetSnapshot, SnapshotSortKey>[] = [
  {
    id: 'name',
    header: 'Name',
    sort: 'name',
    isName: true,
    width: 'min(clamp(14rem, 100vw - 63rem, 20.5rem), 58vw)',
    cell: ({ sourceVolumeUUID, name }) => (
      <RowLink to={paths.volumeSnapshots(sourceVolumeUUID)}>{name}</RowLink>
    ),
  },
  {
    id: 'volume',
    header: 'Volume',
    sort: 'volume',
    width: 'clamp(10.75rem, 100vw - 69.25rem, 13rem)',
    cell: ({ sourceVolumeUUID, sourceVolumeName }) => (
      <RowLink to={paths.volume(sourceVolumeUUID)}>{sourceVolumeName || sourceVolumeUUID}</RowLink>
    ),
  },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    width: '6.75rem',
    cell: (snapshot) => <State {...snapshot} />,
  },
  {
    id: 'created',
    header: 'Created',
    sort: 'created',
    width: '7.25rem',
    cell: ({ creationTime }) => <RelativeTime value={creationTime} />,
  },
  {
    id: 'expires',
    header: 'Expires',
    sort: 'expires',
    width: '7.25rem',
    cell: (snapshot) => <Expiry {...snapshot} />,
  },
  {
    id: 'size',
    header: 'Size',
    sort: 'size',
    width: '5.25rem',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'written',
    header: 'Written',
    sort: 'written',
    width: '6rem',
    align: 'end',
    cell: ({ statistics }) => <Bytes value={statistics.userWritten} />,
  },
  {
    id: 'stored',
    header: 'Stored',
    sort: 'stored',
    width: '6.25rem',
    align: 'end',
    isHidden: true,
    cell: ({ statistics }) => <Bytes value={statistics.physicalOwnedCapacity} />,
  },
  {
    id: 'project',
    header: 'Project',
    sort: 'project',
    width: '6rem',
    cell: ({ projectName }) => projectName,
  },
  {
    id: 'cluster',
    header: 'Cluster',
    sort: 'cluster',
    width: '6.5rem',
    cell: (snapshot) => <ClusterCell {...snapshot} />,
  },
  {
    id: 'description',
    sort: 'description',
    header: 'Description',
    width: '14rem',
    isHidden: true,
    cell: ({ description }) => description || '–',
  },
  {
    id: 'labels',
    sort: 'labels',
    header: 'Labels',
    width: '14rem',
    isHidden: true,
    cell: ({ labels }) => labels.map(({ key, value }) => `${key}=${value}`).join(', ') || '–',
  },
  {
    id: 'uuid',
    sort: 'uuid',
    header: 'UUID',
    width: '21rem',
    isHidden: true,
    cell: ({ UUID }) => <code>{UUID}</code>,
  },
];
