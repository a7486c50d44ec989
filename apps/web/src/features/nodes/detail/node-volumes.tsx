import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useMemo } from 'react';
import { relatedVolumesQuery } from '#/api/usage-queries.ts';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { relatedVolumeColumns } from '#/domain/related-volume-columns.tsx';
import {
  RELATED_VOLUME_LIST,
  relatedVolumeFilters,
  type RelatedVolumeFilter,
} from '#/domain/related-volumes.ts';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed, type Block, type ListQuestion } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { Panel } from '#/ui/panel.tsx';
import './node-volumes.css';

/** The list of the volumes that a node has replicas of. */
export const NODE_VOLUME_LIST = {
  ...RELATED_VOLUME_LIST,
  name: 'volumes of a node',
  filters: { role: ['primary'], ...RELATED_VOLUME_LIST.filters },
} as const;

type Question = Omit<
  ListQuestion<RelatedVolumeFilter | 'role', (typeof RELATED_VOLUME_LIST.sortKeys)[number]>,
  'columns'
> &
  Block;

/** A window of the volumes with a replica on a node, or whose primary it is. */
export const nodeVolumesQuery =
  (node: string) =>
  ({ role, ...question }: Question) =>
    relatedVolumesQuery(
      role === undefined ? { ...question, node } : { ...question, primaryNode: node },
    );

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const volumesOf = ({ volumes }: FleetVolumes) => volumes;
const idOf = ({ UUID }: Volume) => UUID;
const nameOf = ({ name }: Volume) => name;

/** The volumes that a node has replicas of, a window at a time. */
export function NodeVolumes({ node }: { readonly node: NodeUsage }) {
  const { UUID, primaries } = node;
  const controls = useListState(NODE_VOLUME_LIST);
  const { state } = controls;
  const query = useMemo(() => nodeVolumesQuery(UUID), [UUID]);
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query,
    rowsOf: volumesOf,
    rowId: idOf,
  });
  const [data] = answers;
  const columns = useMemo(() => {
    const facts = {
      clusterNames: clusterNamesOf(data?.clusters ?? []),
      awayClusters: awayClustersOf(data?.clusters ?? []),
      mayOpenClusters: true,
    };
    return relatedVolumeColumns(facts, [
      {
        id: 'role',
        header: 'Here',
        width: '6rem',
        cell: ({ primaryNodeUUID }) =>
          primaryNodeUUID.toLowerCase() === UUID.toLowerCase() ? 'Primary' : 'Replica',
      },
    ]).filter(({ id }) => id !== 'cluster');
  }, [data?.clusters, UUID]);

  return (
    <Panel title="Volumes">
      <FilterBar
        controls={controls}
        searchLabel="Search the volumes of this node"
        searchHint="Name, label, host, QoS, UUID"
        filters={[
          {
            filter: 'role',
            label: 'Here',
            choices: [{ value: 'primary', label: 'Primary', count: primaries }],
          },
          ...relatedVolumeFilters(
            data?.facets,
            state.filters,
            clusterNamesOf(data?.clusters ?? []),
          ).filter(({ filter }) => filter !== 'cluster'),
        ]}
        total={data?.total}
        inSight={list.inSight}
        what={VOLUME_WORDS}
      >
        <RowsInSight
          inSight={list.inSight}
          total={data?.total}
          what={VOLUME_WORDS}
          onReadAgain={isPartial ? readAgain : undefined}
        />
      </FilterBar>
      {failure === undefined ? (
        <div className="ast-node-volumes">
          <ListTable
            label="Volumes of this node"
            columns={columns}
            list={list}
            rowId={idOf}
            rowName={nameOf}
            sort={state.sort}
            order={state.order}
            onSort={controls.setSort}
            empty={
              isNarrowed(state) ? (
                <EmptyView
                  title="No matching volumes"
                  actions={
                    <Button variant="link" onClick={controls.clear}>
                      Clear search and filters
                    </Button>
                  }
                >
                  All volumes of this node are hidden by the search or the filters.
                </EmptyView>
              ) : (
                <EmptyView title="No volumes">No volume has a replica on this node.</EmptyView>
              )
            }
          />
        </div>
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
    </Panel>
  );
}
