import {
  HOST_CONNECTIONS,
  HOST_SORT_KEYS,
  type FleetHosts,
} from '@asterism/api-types/fleet-api/fleet-host';
import { facetChoices } from '#/domain/facet-choices.ts';
import { HOST_CONNECTION_APPEARANCE } from '#/domain/host-connection.tsx';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';

/** What the list of hosts can be narrowed and sorted by; its names are those of the URL and of the API. */
export const HOST_LIST = {
  name: 'hosts',
  takesQuery: true,
  filters: { connection: HOST_CONNECTIONS, cluster: 'any', project: 'any' },
  sortKeys: HOST_SORT_KEYS,
  defaultSort: 'host',
  defaultOrder: 'asc',
} as const;

type HostFilter = keyof typeof HOST_LIST.filters;

const NO_FACETS: FleetHosts['facets'] = { connection: {}, cluster: {}, project: {} };

/** The filters of the list of hosts, with how many hosts each value would leave. */
export const hostFilters = (
  facets: FleetHosts['facets'] = NO_FACETS,
  chosen: ListState<HostFilter, string>['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<HostFilter>[] => [
  {
    filter: 'connection',
    label: 'Connection',
    choices: HOST_CONNECTIONS.map((value) => ({
      value,
      label: HOST_CONNECTION_APPEARANCE[value].text,
      count: facets.connection[value] ?? 0,
    })),
  },
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
];
