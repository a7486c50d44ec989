import type { FleetHost, HostSortKey } from '@asterism/api-types/fleet-api/fleet-host';
import { createContext, useContext } from 'react';
import { HostConnectionLabel } from '#/domain/host-connection.tsx';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { CutAtStart } from '#/ui/cut-at-start.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** What the cells need of the page. */
export const ClusterFacts = createContext<{
  readonly names: ReadonlyMap<string, string>;
  readonly mayOpen: boolean;
}>({ names: new Map(), mayOpen: false });

function Clusters({ clusterIds }: FleetHost) {
  const { names, mayOpen } = useContext(ClusterFacts);
  return (
    <LinkedNames
      names={clusterIds.map((id) => ({
        name: names.get(id) ?? id,
        to: mayOpen ? paths.cluster(id) : undefined,
      }))}
    />
  );
}

/** The columns of the list of hosts. */
export const HOST_COLUMNS: readonly Column<FleetHost, HostSortKey>[] = [
  {
    id: 'host',
    header: 'Host',
    sort: 'host',
    isName: true,
    width: 'min(20.75rem, 58vw)',
    cell: ({ hostNQN, friendly }) => (
      <span title={hostNQN}>
        <RowLink to={paths.host(hostNQN)}>
          {friendly?.name ?? <CutAtStart>{hostNQN}</CutAtStart>}
        </RowLink>
      </span>
    ),
  },
  {
    id: 'connection',
    header: 'Connection',
    sort: 'connection',
    width: '8.5rem',
    cell: ({ connection }) => <HostConnectionLabel state={connection} />,
  },
  {
    id: 'volumes',
    header: 'Volumes',
    sort: 'volumes',
    align: 'end',
    width: '6rem',
    cell: ({ hostNQN, volumes }) => (
      <RowLink to={paths.host(hostNQN)}>{formatCount(volumes)}</RowLink>
    ),
  },
  {
    id: 'connected-volumes',
    header: 'Connected to',
    sort: 'connectedVolumes',
    align: 'end',
    width: '7.5rem',
    cell: ({ connectedVolumes }) => formatCount(connectedVolumes),
  },
  {
    id: 'capacity',
    header: 'Capacity',
    sort: 'capacity',
    align: 'end',
    width: '6.5rem',
    cell: ({ capacity }) => <Bytes value={capacity} />,
  },
  {
    id: 'clusters',
    header: 'Clusters',
    sort: 'clusters',
    width: '14rem',
    cell: (host) => <Clusters {...host} />,
  },
  {
    id: 'projects',
    sort: 'projects',
    header: 'Projects',
    width: '12rem',
    cell: ({ projects }) => (
      <LinkedNames names={projects.map((name) => ({ name, to: paths.project(name) }))} />
    ),
  },
  {
    id: 'nqn',
    sort: 'nqn',
    header: 'NQN',
    isHidden: true,
    width: '26rem',
    cell: ({ hostNQN }) => <code>{hostNQN}</code>,
  },
  {
    id: 'named-by',
    sort: 'namedBy',
    header: 'Named by',
    isHidden: true,
    width: '12rem',
    cell: ({ friendly }) =>
      friendly === undefined ? (
        '–'
      ) : (
        <>
          {friendly.setBy}, <RelativeTime value={friendly.setAt} />
        </>
      ),
  },
];
