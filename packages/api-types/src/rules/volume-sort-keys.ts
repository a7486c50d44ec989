/** What volumes can be sorted by. Names are in their natural order (nat-2 before nat-10). Ties are broken by UUID. */
export const VOLUME_SORT_KEYS = [
  'name',
  'size',
  'state',
  'project',
  'cluster',
  'protection',
  'created',
] as const;
export type VolumeSortKey = (typeof VOLUME_SORT_KEYS)[number];
