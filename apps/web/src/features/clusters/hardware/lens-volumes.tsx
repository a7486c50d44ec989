import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { LensGroup } from '@asterism/api-types/rules/domain-loss';
import { useEffect, useMemo, useRef } from 'react';
import { awayClustersOf, clusterNamesOf } from '#/domain/cluster-name.ts';
import { ListWithin } from '#/domain/list-within.tsx';
import { relatedVolumeColumns } from '#/domain/related-volume-columns.tsx';
import { relatedVolumeFilters } from '#/domain/related-volumes.ts';
import { useListRows } from '#/table/use-list-rows.ts';
import type { ListControls } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { Panel } from '#/ui/panel.tsx';
import { lensVolumesQuery, type LENS_LIST, type LensFilter } from './lens-list.ts';

const TITLES: Record<LensGroup, string> = {
  unavailable: 'Volumes that would be unavailable',
  endangered: 'Volumes that would perhaps be unavailable',
  degraded: 'Volumes that would be degraded',
  unknown: 'Volumes of which it is not known where they are',
  sharing: 'Volumes with replicas in the same failure domain',
};

const VOLUME_WORDS = { one: 'volume', many: 'volumes' };
const volumesOf = ({ volumes }: FleetVolumes) => volumes;
const idOf = ({ UUID }: Volume) => UUID;
const nameOf = ({ name }: Volume) => name;

interface LensVolumesProps {
  readonly clusterId: string;
  readonly group: LensGroup;
  /** Whether somebody has just asked for them: then they are brought into sight, and have the focus. */
  readonly isWanted: boolean;
  readonly controls: ListControls<LensFilter, (typeof LENS_LIST.sortKeys)[number]>;
}

/** Exactly the volumes that a figure of the lens counts, a window at a time. */
export function LensVolumes({ clusterId, group, isWanted, controls }: LensVolumesProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'start' });
  }, [isWanted]);
  const query = useMemo(() => lensVolumesQuery(clusterId, group), [clusterId, group]);
  const read = useListRows({ controls, query, rowsOf: volumesOf, rowId: idOf });
  const [data] = read.answers;
  const { state } = controls;
  const { domain } = state.filters;
  // Which volumes these are is said by the lens: to clear what narrows their list leaves that as it is.
  const ofTheList: typeof controls = {
    ...controls,
    state: { ...state, filters: { ...state.filters, domain: [], group: [] } },
    clear: () =>
      controls.setSearch('', { domain, group: [group], cluster: [], project: [], state: [] }),
  };
  const names = clusterNamesOf(data?.clusters ?? []);
  const columns = useMemo(() => {
    const facts = {
      clusterNames: clusterNamesOf(data?.clusters ?? []),
      awayClusters: awayClustersOf(data?.clusters ?? []),
      mayOpenClusters: true,
    };
    return relatedVolumeColumns(facts, []).filter(({ id }) => id !== 'cluster');
  }, [data?.clusters]);
  return (
    <div ref={place} tabIndex={-1} className="ast-lens-volumes">
      <Panel title={TITLES[group]}>
        <ListWithin
          of="this group"
          label={TITLES[group]}
          what={VOLUME_WORDS}
          controls={ofTheList}
          read={read}
          searchLabel="Search these volumes"
          searchHint="Name, label, host, QoS, UUID"
          filters={relatedVolumeFilters(data?.facets, state.filters, names).filter(
            ({ filter }) => filter !== 'cluster',
          )}
          columns={columns}
          rowId={idOf}
          rowName={nameOf}
          none={
            <EmptyView title="No volumes">No volume of the cluster is in this group.</EmptyView>
          }
        />
      </Panel>
    </div>
  );
}
