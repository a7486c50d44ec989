import { HOST_CONNECTIONS } from '@asterism/api-types/fleet-api/fleet-host';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fleetHostsQuery } from '#/api/usage-queries.ts';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { ReadPanel } from '#/domain/read-panel.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';

export const hostCountsQuery = () => fleetHostsQuery({ limit: '1' });

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
