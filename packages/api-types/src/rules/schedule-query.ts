import type { QueryFields } from './query-fields.ts';

/**
 * What a line can say of snapshot schedules. `kept` is how long each snapshot is kept, which may be for ever; `next` is until the next
 * one, and `taken` since the last one; `snapshots` is how many there are now.
 */
export const SCHEDULE_QUERY = {
  choices: { project: undefined, cluster: undefined },
  texts: ['name', 'volume', 'description'],
  numbers: { kept: ['minutes'], next: ['minutes'], taken: ['minutes'], snapshots: ['count'] },
} as const satisfies QueryFields;
