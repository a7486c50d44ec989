import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import type { VolumeSortKey } from '@asterism/api-types/rules/volume-sort-keys';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { relatedVolumeColumns, type RelatedColumnFacts } from '#/domain/related-volume-columns.tsx';
import type { Column } from '#/table/column.ts';

interface HostColumnFacts extends RelatedColumnFacts {
  readonly hostNQN: string;
}

/** How the ACL lets the host in. */
function allowedBy({ acl }: Volume, hostNQN: string): string {
  if (acl.values.includes(ALLOW_ANY)) return 'Any host';
  return acl.values.includes(hostNQN) ? 'By name' : 'No longer';
}

/** The columns of the volumes of one host. */
export const hostVolumeColumns = ({
  hostNQN,
  ...facts
}: HostColumnFacts): readonly Column<Volume, VolumeSortKey>[] =>
  relatedVolumeColumns(facts, [
    {
      id: 'connection',
      header: 'Connection',
      width: '8.5rem',
      cell: (volume) => (
        <HostConnectionLabel
          state={volume.connectedHosts.includes(hostNQN) ? 'connected' : 'allowed'}
          isStale={facts.awayClusters.has(volume.clusterId)}
        />
      ),
    },
    {
      id: 'allowed',
      header: 'Allowed',
      width: '6.5rem',
      cell: (volume) => allowedBy(volume, hostNQN),
    },
  ]);
