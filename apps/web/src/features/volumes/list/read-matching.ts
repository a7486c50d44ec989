import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { FLEET_PAGE_MAX } from '@asterism/api-types/fleet-api/fleet-volumes';
import { api, type ApiError } from '#/api/client.ts';
import type { FleetVolumesInput } from '#/api/volume-queries.ts';

/** The most volumes that are read to be selected: the tab keeps each of them, and a dialog names each before it is deleted. */
export const MATCHING_MAX = 1000;
/** A list that is never the same twice is given up after so many readings. */
const READINGS_MAX = 6;

/** The same volumes, in the order that changes least while they are read. */
export const matchingOf = (question: FleetVolumesInput): FleetVolumesInput => ({
  ...question,
  sort: 'name',
  order: 'asc',
});

/** How far the reading has come. */
export interface MatchingProgress {
  readonly read: number;
  readonly total: number;
  /** Whether they have all been read before, and it is made sure that they are still the same. */
  readonly isAgain: boolean;
}

interface AllRead {
  readonly kind: 'read';
  readonly volumes: readonly Volume[];
}
/** Why no volumes were read. */
export type MatchingFailure =
  | { readonly kind: 'failed'; readonly error: ApiError }
  | { readonly kind: 'tooMany' }
  /** The list was another one each time. */
  | { readonly kind: 'changing' };

/** Reads all pages once. Between two of them the list may have changed; `torn` when that shows. */
async function readPages(
  question: FleetVolumesInput,
  signal: AbortSignal,
  onProgress: (read: number, total: number) => void,
): Promise<AllRead | MatchingFailure | { readonly kind: 'torn' }> {
  const volumes = new Map<string, Volume>();
  let total = 1;
  for (let offset = 0; offset < total; offset += FLEET_PAGE_MAX) {
    // One at a time: this must not crowd out the list.
    const page = await api.listFleetVolumes(
      { ...matchingOf(question), offset: String(offset), limit: String(FLEET_PAGE_MAX) },
      { signal },
    );
    if (!page.ok) return { kind: 'failed', error: page.error };
    if (page.value.total > MATCHING_MAX) return { kind: 'tooMany' };
    if (offset > 0 && page.value.total !== total) return { kind: 'torn' };
    total = page.value.total;
    for (const volume of page.value.volumes) volumes.set(volume.UUID, volume);
    onProgress(volumes.size, total);
  }
  return volumes.size === total
    ? { kind: 'read', volumes: [...volumes.values()] }
    : { kind: 'torn' };
}

const areSame = (a: readonly Volume[], b: readonly Volume[]): boolean =>
  a.length === b.length && a.every(({ UUID }, at) => UUID === b[at]?.UUID);

/**
 * Reads all volumes that answer a question, as they were at one moment. One page is that by itself. Several are read
 * until two readings in a row find the same: then between the two, all pages were as they were read.
 */
export async function readMatching(
  question: FleetVolumesInput,
  signal: AbortSignal,
  onProgress: (progress: MatchingProgress) => void,
): Promise<AllRead | MatchingFailure> {
  let before: readonly Volume[] | undefined;
  for (let reading = 0; reading < READINGS_MAX; reading += 1) {
    const isAgain = before !== undefined;
    const found = await readPages(question, signal, (read, total) =>
      onProgress({ read, total, isAgain }),
    );
    if (found.kind === 'torn') {
      before = undefined;
      continue;
    }
    if (found.kind !== 'read' || found.volumes.length <= FLEET_PAGE_MAX) return found;
    if (before !== undefined && areSame(before, found.volumes)) return found;
    before = found.volumes;
  }
  return { kind: 'changing' };
}
