import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { ServerIcon } from '@patternfly/react-icons/dist/esm/icons/server-icon';
import { useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { useRights } from '#/api/session.ts';
import { soon } from '#/api/soon.ts';
import { fleetHostsQuery } from '#/api/usage-queries.ts';
import { AsOf, HowCurrent } from '#/domain/as-of.tsx';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { readNewest } from '#/table/read-newest.ts';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { ClusterFacts, HOST_COLUMNS } from './host-columns.tsx';
import { HOST_LIST, hostFilters } from './host-list.ts';

/** Starts reading the part of the list that the URL names. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  await soon(readNewest(fleetHostsQuery(listQuestionOf(HOST_LIST, request)), request));
  return null;
};

const HOST_WORDS = { one: 'host', many: 'hosts' };
const hostsOf = ({ hosts }: { hosts: readonly FleetHost[] }) => hosts;
const idOf = ({ hostNQN }: FleetHost) => hostNQN;
const nameOf = ({ hostNQN, friendly }: FleetHost) => friendly?.name ?? hostNQN;

/** The hosts of all volumes of the fleet. */
export function HostsPage() {
  const { isClusterAdmin } = useRights();
  const controls = useListState(HOST_LIST);
  const { state } = controls;
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query: fleetHostsQuery,
    rowsOf: hostsOf,
    rowId: idOf,
  });
  const [data] = answers;
  const columns = useMemo(() => shownColumns(HOST_COLUMNS, state.columns), [state.columns]);
  const names = useMemo(() => clusterNamesOf(data?.clusters ?? []), [data?.clusters]);
  const facts = useMemo(() => ({ names, mayOpen: isClusterAdmin }), [names, isClusterAdmin]);

  return (
    <Page
      title="Hosts"
      fill
      subtitle={data === undefined ? undefined : <HowCurrent clusters={data.clusters} />}
    >
      {data === undefined ? null : <AsOf clusters={data.clusters} />}
      <FilterBar
        controls={controls}
        searchLabel="Search hosts"
        searchHint="Name or NQN"
        filters={hostFilters(data?.facets, state.filters, names)}
        total={data?.total}
        inSight={list.inSight}
        what={HOST_WORDS}
      >
        <RowsInSight
          inSight={list.inSight}
          total={data?.total}
          what={HOST_WORDS}
          onReadAgain={isPartial ? readAgain : undefined}
        />
        <ColumnChooser
          columns={HOST_COLUMNS}
          chosen={state.columns}
          onChange={controls.setColumns}
        />
      </FilterBar>
      {failure === undefined ? (
        <ClusterFacts value={facts}>
          <ListTable
            label="Hosts"
            columns={columns}
            list={list}
            rowId={idOf}
            rowName={nameOf}
            sort={state.sort}
            order={state.order}
            onSort={controls.setSort}
            empty={<NoHosts isNarrowed={isNarrowed(state)} onClear={controls.clear} />}
          />
        </ClusterFacts>
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
    </Page>
  );
}

interface NoHostsProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function NoHosts({ isNarrowed: narrowed, onClear }: NoHostsProps) {
  if (narrowed) {
    return (
      <EmptyView
        title="No matching hosts"
        actions={
          <Button variant="link" onClick={onClear}>
            Clear search and filters
          </Button>
        }
      >
        All hosts are hidden by the search or the filters.
      </EmptyView>
    );
  }
  return (
    <EmptyView
      title="No hosts yet"
      icon={ServerIcon}
      actions={<LinkButton to={paths.volumes()}>View volumes</LinkButton>}
    >
      A host is listed here once the ACL of a volume names its NQN, or once it is connected.
    </EmptyView>
  );
}
