import { HOST_CONNECTIONS } from '@asterism/api-types/fleet-api/fleet-host';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { fleetHostsQuery } from '#/api/usage-queries.ts';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { ReadPanel } from '#/domain/read-panel.tsx';
import { SnapshotStateLabel } from '#/domain/snapshot-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

export const hostCountsQuery = () => fleetHostsQuery({ limit: '1' });
export const newestSnapshotsQuery = () =>
  snapshotsQuery({ sort: 'created', order: 'desc', limit: '5' });

/** How many hosts are connected to the user's volumes, and how many only may be. */
export function ProjectHosts() {
  return (
    <ReadPanel
      title="Hosts"
      all={{ to: paths.hosts(), text: 'All hosts' }}
      read={useQuery(hostCountsQuery())}
      lines={2}
    >
      {(data) =>
        data.total === 0 ? (
          <p className="ast-quiet">
            No host may connect yet. Give one access by its NQN: edit a volume, or create one.
          </p>
        ) : (
          <ul className="ast-plain-list ast-host-counts">
            {HOST_CONNECTIONS.map((connection) => (
              <li key={connection}>
                <HostConnectionLabel state={connection} />
                <Link to={paths.hosts({ connection })}>
                  {formatCount(data.facets.connection[connection] ?? 0)}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </ReadPanel>
  );
}

/** The newest snapshots of the user's volumes, and what all of them take. */
export function ProjectSnapshots() {
  return (
    <ReadPanel
      title="Newest snapshots"
      all={{ to: paths.snapshots(), text: 'All snapshots' }}
      read={useQuery(newestSnapshotsQuery())}
      lines={5}
    >
      {(data) =>
        data.total === 0 ? (
          <p className="ast-quiet">
            None yet: take one, or have them taken by a schedule, on the page of a volume.
          </p>
        ) : (
          <>
            <ul className="ast-plain-list ast-recent">
              {data.snapshots.map((one) => (
                <li key={one.UUID}>
                  <span>
                    <Link to={paths.volumeSnapshots(one.sourceVolumeUUID)}>{one.name}</Link>{' '}
                    <span className="ast-quiet">of {one.sourceVolumeName}</span>
                  </span>
                  <SnapshotStateLabel state={one.state} />
                  <RelativeTime value={one.creationTime} />
                </li>
              ))}
            </ul>
            <p className="ast-quiet">
              {formatCount(data.total)} {data.total === 1 ? 'snapshot' : 'snapshots'}
              {data.totals.stored === '0' ? null : (
                <>
                  {' that occupy '}
                  <Bytes value={data.totals.stored} />
                </>
              )}
            </p>
          </>
        )
      }
    </ReadPanel>
  );
}
