import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { VOLUME_SORT_KEYS } from '@asterism/api-types/rules/volume-sort-keys';

/** What the list of volumes can be narrowed and sorted by; its names are those of the URL and of the API. */
export const VOLUME_LIST = {
  name: 'volumes',
  takesQuery: true,
  filters: {
    cluster: 'any',
    project: 'any',
    state: VOLUME_STATES,
    protection: PROTECTION_STATES,
  },
  sortKeys: VOLUME_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;
