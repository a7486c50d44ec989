import { HOST_CONNECTIONS } from '@asterism/api-types/fleet-api/fleet-host';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { fleetHostsQuery } from '#/api/usage-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { SnapshotStateLabel } from '#/domain/snapshot-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

export const hostCountsQuery = () => fleetHostsQuery({ limit: '1' });
export const newestSnapshotsQuery = () =>
  snapshotsQuery({ sort: 'created', order: 'desc', limit: '5' });

/** How many hosts are connected to the user's volumes, and how many only may be. */
export function ProjectHosts() {
  const { data, error, refetch } = useQuery(hostCountsQuery());
  return (
    <Panel
      title="Hosts"
      actions={
        <LinkButton variant="link" to={paths.hosts()}>
          All hosts
        </LinkButton>
      }
    >
      {data === undefined ? (
        error ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <SkeletonLines count={2} />
        )
      ) : data.total === 0 ? (
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
      )}
    </Panel>
  );
}

/** The newest snapshots of the user's volumes, and what all of them take. */
export function ProjectSnapshots() {
  const { data, error, refetch } = useQuery(newestSnapshotsQuery());
  return (
    <Panel
      title="Newest snapshots"
      actions={
        <LinkButton variant="link" to={paths.snapshots()}>
          All snapshots
        </LinkButton>
      }
    >
      {data === undefined ? (
        error ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <SkeletonLines count={5} />
        )
      ) : data.total === 0 ? (
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
      )}
    </Panel>
  );
}
