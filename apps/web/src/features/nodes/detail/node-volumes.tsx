import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { useMemo } from 'react';
import { relatedVolumesQuery } from '#/api/usage-queries.ts';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { ListWithin } from '#/domain/list-within.tsx';
import { relatedVolumeColumns } from '#/domain/related-volume-columns.tsx';
import {
  RELATED_VOLUME_LIST,
  relatedVolumeFilters,
  type RelatedVolumeFilter,
} from '#/domain/related-volumes.ts';
import type { Block, ListQuestion } from '#/table/list-state.ts';
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
  const query = useMemo(() => nodeVolumesQuery(UUID), [UUID]);
  const read = useListRows({ controls, query, rowsOf: volumesOf, rowId: idOf });
  const [data] = read.answers;
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
      <div className="ast-node-volumes">
        <ListWithin
          of="this node"
          label="Volumes of this node"
          what={VOLUME_WORDS}
          controls={controls}
          read={read}
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
              controls.state.filters,
              clusterNamesOf(data?.clusters ?? []),
            ).filter(({ filter }) => filter !== 'cluster'),
          ]}
          columns={columns}
          rowId={idOf}
          rowName={nameOf}
          none={<EmptyView title="No volumes">No volume has a replica on this node.</EmptyView>}
        />
      </div>
    </Panel>
  );
}
