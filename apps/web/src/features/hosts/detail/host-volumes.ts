import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import { VOLUME_SORT_KEYS } from '@asterism/api-types/rules/volume-sort-keys';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { relatedVolumesQuery, type RelatedVolumesInput } from '#/api/usage-queries.ts';
import { facetChoices } from '#/domain/facet-choices.ts';
import { VOLUME_STATE_APPEARANCE } from '#/domain/volume-state.tsx';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';

/** What the list of the volumes of a host can be narrowed and sorted by. */
export const HOST_VOLUME_LIST = {
  name: 'volumes of a host',
  filters: { cluster: 'any', project: 'any', state: VOLUME_STATES },
  sortKeys: VOLUME_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

type HostVolumeFilter = keyof typeof HOST_VOLUME_LIST.filters;

/** A window of the volumes of one host. */
export const hostVolumesQuery = (host: string) => (question: Omit<RelatedVolumesInput, 'host'>) =>
  relatedVolumesQuery({ ...question, host });

const NO_FACETS: FleetVolumes['facets'] = { cluster: {}, project: {}, state: {}, protection: {} };

/** The filters of that list, with how many volumes each value would leave. */
export const hostVolumeFilters = (
  facets: FleetVolumes['facets'] = NO_FACETS,
  chosen: ListState<HostVolumeFilter, string>['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<HostVolumeFilter>[] => [
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
