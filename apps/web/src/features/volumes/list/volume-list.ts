import { VOLUME_SORT_KEYS } from '@asterism/api-types/fleet-api/fleet-volumes';
import { PROTECTION_STATES, VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import type { ListControls } from '#/table/use-list-state.ts';

/** What the list of volumes can be narrowed and sorted by; its names are those of the URL and of the API. */
export const VOLUME_LIST = {
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

export type VolumeFilter = keyof typeof VOLUME_LIST.filters;
export type VolumeListControls = ListControls<VolumeFilter, (typeof VOLUME_SORT_KEYS)[number]>;
