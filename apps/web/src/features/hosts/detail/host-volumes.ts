import { relatedVolumesQuery, type RelatedVolumesInput } from '#/api/usage-queries.ts';
import { RELATED_VOLUME_LIST } from '#/domain/related-volumes.ts';

/** The list of the volumes of a host. */
export const HOST_VOLUME_LIST = { ...RELATED_VOLUME_LIST, name: 'volumes of a host' } as const;

/** A window of the volumes of one host. */
export const hostVolumesQuery = (host: string) => (question: Omit<RelatedVolumesInput, 'host'>) =>
  relatedVolumesQuery({ ...question, host });
