import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { ServerIcon } from '@patternfly/react-icons/dist/esm/icons/server-icon';
import { lazy, Suspense, useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { firstShown } from '#/api/first-shown.ts';
import { useRights } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetHostsQuery } from '#/api/usage-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { ListPage } from '#/domain/list-page.tsx';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { readNewest } from '#/table/read-newest.ts';
import { rowMenuButton } from '#/table/row-menu-button.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { ClusterFacts, HOST_COLUMNS } from './host-columns.tsx';
import { HOST_LIST, hostFilters } from './host-list.ts';

const HostTools = lazy(() =>
  firstShown()
    .then(() => loadChunk(() => import('./host-tools.tsx')))
    .then((module) => ({ default: module.HostTools })),
);

const HostLine = lazyPart(
  () => import('./host-line.tsx'),
  ({ HostLine }) => HostLine,
);

/** Starts reading the part of the list that the URL names. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await soon(readNewest(fleetHostsQuery(listQuestionOf(HOST_LIST, request)), request));
  return null;
};

const HOST_WORDS = { one: 'host', many: 'hosts' };
const hostsOf = ({ hosts }: { hosts: readonly FleetHost[] }) => hosts;
const idOf = ({ hostNQN }: FleetHost) => hostNQN;
const nameOf = ({ hostNQN, friendly }: FleetHost) => friendly?.name ?? hostNQN;
const menuOf = (host: FleetHost) => rowMenuButton(host.hostNQN, nameOf(host));

/** The hosts of all volumes of the fleet. */
export function HostsPage() {
  const { isClusterAdmin } = useRights();
  const controls = useListState(HOST_LIST);
  const { state, question } = controls;
  const read = useListRows({ controls, query: fleetHostsQuery, rowsOf: hostsOf, rowId: idOf });
  const [data] = read.answers;
  const names = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const facts = useMemo(() => ({ names, mayOpen: isClusterAdmin }), [names, isClusterAdmin]);

  return (
    <ClusterFacts value={facts}>
      <ListPage
        title="Hosts"
        what={HOST_WORDS}
        reads="hosts"
        Line={HostLine}
        searchHint="Name or NQN"
        controls={controls}
        read={read}
        filters={hostFilters(data?.facets, state.filters, names)}
        columns={HOST_COLUMNS}
        rowId={idOf}
        rowName={nameOf}
        rowActions={menuOf}
        clusters={data?.clusters}
        save={async () => {
          const { saveHosts } = await loadChunk(() => import('./save-hosts.ts'));
          await saveHosts(question);
        }}
        none={
          <EmptyView
            title="No hosts yet"
            icon={ServerIcon}
            actions={<LinkButton to={paths.volumes()}>View volumes</LinkButton>}
          >
            A host is listed here once the ACL of a volume names its NQN, or once it is connected.
          </EmptyView>
        }
      >
        <Suspense>
          <HostTools rows={read.list.rows} />
        </Suspense>
      </ListPage>
    </ClusterFacts>
  );
}
