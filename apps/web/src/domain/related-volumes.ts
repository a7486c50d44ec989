import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { VOLUME_SORT_KEYS } from '@asterism/api-types/rules/volume-sort-keys';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { facetChoices } from '#/domain/facet-choices.ts';
import { VOLUME_STATE_APPEARANCE } from '#/domain/volume-state.tsx';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';

/** What a list of the volumes of something can be narrowed and sorted by. */
export const RELATED_VOLUME_LIST = {
  filters: { cluster: 'any', project: 'any', state: VOLUME_STATES },
  sortKeys: VOLUME_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

export type RelatedVolumeFilter = keyof typeof RELATED_VOLUME_LIST.filters;

const NO_FACETS: FleetVolumes['facets'] = { cluster: {}, project: {}, state: {}, protection: {} };

/** The filters of that list, with how many volumes each value would leave. */
export const relatedVolumeFilters = (
  facets: FleetVolumes['facets'] = NO_FACETS,
  chosen: ListState<RelatedVolumeFilter, string>['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<RelatedVolumeFilter>[] => [
  {
    filter: 'cluster',
    label: 'Cluster',
    choices: facetChoices(facets.cluster, chosen.cluster, (id) => clusterNames.get(id) ?? id),
  },
  { filter: 'project', label: 'Project', choices: facetChoices(facets.project, chosen.project) },
  {
    filter: 'state',
    label: 'State',
    choices: VOLUME_STATES.filter(
      (state) => (facets.state[state] ?? 0) > 0 || chosen.state.includes(state),
    ).map((state) => ({
      value: state,
      label: VOLUME_STATE_APPEARANCE[state].text,
      count: facets.state[state] ?? 0,
    })),
  },
];
