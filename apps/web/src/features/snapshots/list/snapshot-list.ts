import {
  SNAPSHOT_SORT_KEYS,
  type FleetSnapshots,
  type SnapshotSortKey,
} from '@asterism/api-types/fleet-api/fleet-snapshots';
import { facetChoices } from '#/domain/facet-choices.ts';
import { SNAPSHOT_STATES } from '@asterism/api-types/rules/snapshot-states';
import { SNAPSHOT_STATE_APPEARANCE } from '#/domain/snapshot-state.tsx';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListControls } from '#/table/use-list-state.ts';

/** What the list of snapshots can be narrowed and sorted by; its names are those of the URL and of the API. */
export const SNAPSHOT_LIST = {
  name: 'snapshots',
  takesQuery: true,
  filters: { cluster: 'any', project: 'any', state: SNAPSHOT_STATES },
  sortKeys: SNAPSHOT_SORT_KEYS,
  defaultSort: 'created',
  defaultOrder: 'desc',
} as const;

type SnapshotFilter = keyof typeof SNAPSHOT_LIST.filters;
type SnapshotListControls = ListControls<SnapshotFilter, SnapshotSortKey>;

const NO_FACETS: FleetSnapshots['facets'] = { cluster: {}, project: {}, state: {} };

/** The filters of the list, with how many snapshots each value would leave. */
export function snapshotFilters(
  facets: FleetSnapshots['facets'] = NO_FACETS,
  chosen: SnapshotListControls['state']['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<SnapshotFilter>[] {
  return [
    {
      filter: 'cluster',
      label: 'Cluster',
      choices: facetChoices(facets.cluster, chosen.cluster, (id) => clusterNames.get(id) ?? id),
    },
    {
      filter: 'project',
      label: 'Project',
      choices: facetChoices(facets.project, chosen.project),
    },
    {
      filter: 'state',
      label: 'State',
      choices: SNAPSHOT_STATES.filter(
        (state) => (facets.state[state] ?? 0) > 0 || chosen.state.includes(state),
      ).map((state) => ({
        value: state,
        label: SNAPSHOT_STATE_APPEARANCE[state].text,
        count: facets.state[state] ?? 0,
      })),
    },
  ];
}
