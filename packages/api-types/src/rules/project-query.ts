import type { QueryFields } from './query-fields.ts';

/** What a line can say of projects. A project is of all clusters that have it; `failed` is how many of its volumes are. */
export const PROJECT_QUERY = {
  choices: { cluster: undefined },
  texts: ['name', 'description'],
  numbers: {
    volumes: ['count'],
    failed: ['count'],
    size: ['bytes'],
    used: ['percent', 'bytes'],
    provisioned: ['bytes'],
  },
} as const satisfies QueryFields;
