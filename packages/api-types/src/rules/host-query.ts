import { HOST_CONNECTIONS } from '../fleet-api/fleet-host.ts';
import type { QueryFields } from './query-fields.ts';

/** What a line can say of hosts. A host is of all clusters and projects that have volumes of it. */
export const HOST_QUERY = {
  choices: { connection: HOST_CONNECTIONS, cluster: undefined, project: undefined },
  texts: ['name', 'nqn', 'namedBy'],
  numbers: { volumes: ['count'], connected: ['count'], capacity: ['bytes'] },
} as const satisfies QueryFields;
