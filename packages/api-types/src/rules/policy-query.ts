import type { QueryFields } from './query-fields.ts';

/** What a line can say of QoS policies. A policy is of all clusters that have it; `volumes` have it, and `size` is theirs. */
export const POLICY_QUERY = {
  choices: { cluster: undefined },
  texts: ['name', 'description'],
  numbers: { volumes: ['count'], size: ['bytes'], used: ['percent', 'bytes'] },
} as const satisfies QueryFields;
