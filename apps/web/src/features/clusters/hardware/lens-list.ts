import { LENS_GROUPS, type LensGroup } from '@asterism/api-types/rules/domain-loss';
import { domainLensVolumesQuery } from '#/api/usage-queries.ts';
import { RELATED_VOLUME_LIST, type RelatedVolumeFilter } from '#/domain/related-volumes.ts';
import type { Block, ListQuestion, ListState } from '#/table/list-state.ts';

/** The failure domains that go, the group of volumes that is listed, and how that list is narrowed: all in the URL. */
export const LENS_LIST = {
  ...RELATED_VOLUME_LIST,
  name: 'volumes of a failure domain',
  filters: { domain: 'any', group: LENS_GROUPS, ...RELATED_VOLUME_LIST.filters },
} as const;

export type LensFilter = RelatedVolumeFilter | 'domain' | 'group';
type LensSort = (typeof RELATED_VOLUME_LIST.sortKeys)[number];

/** The group whose volumes are listed; undefined when none is. */
export const groupOf = ({
  filters,
}: Pick<ListState<LensFilter, LensSort>, 'filters'>): LensGroup | undefined =>
  LENS_GROUPS.find((group) => filters.group.includes(group));

/** A window of the volumes of a group. */
export const lensVolumesQuery =
  (clusterId: string, group: LensGroup) =>
  (question: Omit<ListQuestion<LensFilter, LensSort>, 'columns'> & Block) =>
    domainLensVolumesQuery({ ...question, clusterId, group });
