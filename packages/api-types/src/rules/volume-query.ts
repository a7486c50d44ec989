import type { QueryFields } from './query-fields.ts';
import type { QueryOf, QueryTerm } from './query-line.ts';
import { PROTECTION_STATES, VOLUME_STATES } from './volume-states.ts';

/**
 * What a line can say of volumes. `cluster` is a name or a UUID; a `host` is one of the ACL or a connected one; `hosts` counts the connected
 * ones, `ratio` is that of compression, `age` is since the creation.
 */
export const VOLUME_QUERY = {
  choices: {
    cluster: undefined,
    project: undefined,
    state: VOLUME_STATES,
    protection: PROTECTION_STATES,
    compression: ['on', 'off'],
  },
  texts: ['name', 'host', 'acl', 'ip', 'label', 'qos', 'uuid'],
  numbers: {
    size: ['bytes'],
    used: ['percent', 'bytes'],
    physical: ['percent', 'bytes'],
    replicas: ['count'],
    hosts: ['count'],
    ratio: ['count'],
    age: ['minutes'],
  },
} as const satisfies QueryFields;

export type VolumeChoice = keyof typeof VOLUME_QUERY.choices;
export type VolumeText = (typeof VOLUME_QUERY.texts)[number];
export type VolumeNumber = keyof typeof VOLUME_QUERY.numbers;
export type VolumeTerm = QueryTerm<VolumeChoice, VolumeText, VolumeNumber>;
export type VolumeQuery = QueryOf<typeof VOLUME_QUERY>;
