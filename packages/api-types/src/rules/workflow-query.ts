import { FLEET_WORKFLOW_STATES, WORKFLOW_TYPES } from '../federation-api/workflow.ts';
import type { QueryFields } from './query-fields.ts';

/** What a line can say of workflows. `progress` is in percent; `age` is since it was asked for, `took` until it ended or now. */
export const WORKFLOW_QUERY = {
  choices: {
    type: WORKFLOW_TYPES,
    cluster: undefined,
    state: FLEET_WORKFLOW_STATES,
    startedBy: undefined,
  },
  texts: ['name', 'outcome', 'uuid'],
  numbers: { progress: ['percent'], age: ['minutes'], took: ['minutes'] },
} as const satisfies QueryFields;
