import { NODE_STATES } from '../cluster-api/node.ts';
import type { QueryFields } from './query-fields.ts';

/** What a line can say of nodes. `volumes` have a replica on the node, `size` is theirs, and of `primaries` it is the primary. */
export const NODE_QUERY = {
  choices: { cluster: undefined, state: NODE_STATES, domain: undefined },
  texts: ['name', 'hostname', 'endpoint', 'uuid'],
  numbers: { volumes: ['count'], primaries: ['count'], size: ['bytes'], drives: ['count'] },
} as const satisfies QueryFields;
