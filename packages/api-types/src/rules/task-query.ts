import { TASK_KINDS, TASK_STATES } from '../fleet-api/fleet-task.ts';
import { REQUEST_ORIGINS } from '../fleet-api/request-origin.ts';
import type { QueryFields } from './query-fields.ts';

/** What a line can say of tasks. `items` counts what a task is about; `age` is since it was asked for, `took` until it ended or now. */
export const TASK_QUERY = {
  choices: {
    kind: TASK_KINDS,
    // Drafts are not listed.
    state: TASK_STATES.filter((state) => state !== 'DRAFT'),
    startedBy: undefined,
    origin: REQUEST_ORIGINS,
    cluster: undefined,
    project: undefined,
  },
  texts: ['name', 'uuid'],
  numbers: {
    items: ['count'],
    failed: ['count'],
    done: ['count'],
    capacity: ['bytes'],
    age: ['minutes'],
    took: ['minutes'],
  },
} as const satisfies QueryFields;
