import { FLEET_WORKFLOW_STATES, WORKFLOW_TYPES } from '@asterism/api-types/federation-api/workflow';
import {
  WORKFLOW_SORT_KEYS,
  type FleetWorkflows,
} from '@asterism/api-types/fleet-api/fleet-workflow-list';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';
import { WORKFLOW_STATE_APPEARANCE } from '#/domain/workflow-state.tsx';
import { workflowKind } from '#/domain/workflow-words.ts';

/** What the list of workflows can be narrowed and sorted by; its names are those of the URL and of the API. */
export const WORKFLOW_LIST = {
  name: 'workflows',
  takesQuery: true,
  filters: { type: WORKFLOW_TYPES, cluster: 'any', state: FLEET_WORKFLOW_STATES, startedBy: 'any' },
  sortKeys: WORKFLOW_SORT_KEYS,
  defaultSort: 'started',
  defaultOrder: 'desc',
} as const;

type WorkflowFilter = keyof typeof WORKFLOW_LIST.filters;
type Known = Pick<FleetWorkflows, 'facets' | 'clusters'>;

const NOTHING: Known = {
  facets: { type: {}, cluster: {}, state: {}, startedBy: {} },
  clusters: [],
};

/** Two clusters may have one name: then the label has the beginning of the UUID too. */
function clusterLabels(clusters: Known['clusters']): ReadonlyMap<string, string> {
  const isShared = (name: string) => clusters.filter((one) => one.name === name).length > 1;
  return new Map(
    clusters.map(({ cluster, name }) => [
      cluster,
      isShared(name) && cluster !== name ? `${name} (${cluster.slice(0, 8)})` : name,
    ]),
  );
}

/** The filters of the list of workflows, with how many workflows each value would leave. */
export function workflowFilters(
  { facets, clusters }: Known = NOTHING,
  chosen: ListState<WorkflowFilter, string>['filters'],
): readonly FilterChoice<WorkflowFilter>[] {
  const labels = clusterLabels(clusters);
  const clusterValues = [...new Set([...Object.keys(facets.cluster), ...chosen.cluster])];
  return [
    {
      filter: 'type',
      label: 'Kind',
      choices: WORKFLOW_TYPES.map((value) => ({
        value,
        label: workflowKind(value),
        count: facets.type[value] ?? 0,
      })),
    },
    {
      filter: 'cluster',
      label: 'Cluster',
      choices: clusterValues
        .map((value) => ({
          value,
          label: labels.get(value) ?? value,
          count: facets.cluster[value] ?? 0,
        }))
        .toSorted((a, b) => compareNames(a.label, b.label)),
    },
    {
      filter: 'state',
      label: 'State',
      choices: FLEET_WORKFLOW_STATES.map((value) => ({
        value,
        label: WORKFLOW_STATE_APPEARANCE[value].text,
        count: facets.state[value] ?? 0,
      })),
    },
    {
      filter: 'startedBy',
      label: 'Started by',
      choices: [...new Set([...Object.keys(facets.startedBy), ...chosen.startedBy])]
        .toSorted(compareNames)
        .map((value) => ({ value, label: value, count: facets.startedBy[value] ?? 0 })),
    },
  ];
}
