import { FLEET_WORKFLOW_STATES } from '@asterism/api-types/federation-api/workflow';
import type { FleetWorkflowsInput } from '#/api/workflow-queries.ts';
import type { ListState } from '#/table/list-state.ts';

/** The filters of the list of workflows. The newest is always first. */
export const WORKFLOW_LIST = {
  filters: { state: FLEET_WORKFLOW_STATES },
  sortKeys: ['created'],
  defaultSort: 'created',
  defaultOrder: 'desc',
} as const;

/** The server's input for a state of the list: one state at most, since the API takes no more. */
export function workflowsInput({
  filters,
  offset,
  limit,
}: Pick<ListState<'state', 'created'>, 'filters' | 'offset' | 'limit'>): FleetWorkflowsInput {
  const state = FLEET_WORKFLOW_STATES.find((known) => known === filters.state[0]);
  return {
    offset: String(offset),
    limit: String(limit),
    ...(state === undefined ? {} : { state }),
  };
}
