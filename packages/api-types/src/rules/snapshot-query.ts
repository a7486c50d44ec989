import type { QueryFields } from './query-fields.ts';
import { SNAPSHOT_STATES } from './snapshot-states.ts';

/** What a line can say of snapshots. `age` is since the creation; `expires` is until then: what is kept for ever never matches. */
export const SNAPSHOT_QUERY = {
  choices: { cluster: undefined, project: undefined, state: SNAPSHOT_STATES },
  texts: ['name', 'volume', 'description', 'label', 'uuid'],
  numbers: {
    size: ['bytes'],
    written: ['percent', 'bytes'],
    stored: ['percent', 'bytes'],
    age: ['minutes'],
    expires: ['minutes'],
  },
} as const satisfies QueryFields;
