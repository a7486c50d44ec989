import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Inventory } from './inventory.ts';
import { createEventLoopYielder, CHECK_EVERY } from './yield-to-event-loop.ts';
import type { VolumeRow } from './volume-row.ts';

/** Where the rows with a UUID above the given one begin. */
function startAfter(rows: readonly VolumeRow[], uuid: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.uuid ?? '') <= uuid) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Volumes in the order of their UUIDs, those after `offsetUUID` (which need not exist any more), at most `limit`.
 * A walk by pages sees every volume that is there throughout exactly once.
 */
export async function pageOfVolumes(
  inventory: Inventory,
  page: { readonly offsetUUID: string; readonly limit: number },
  matches: (volume: Volume) => boolean,
): Promise<Volume[]> {
  const rows = await inventory.ordered('uuid');
  const yielder = createEventLoopYielder();
  const volumes: Volume[] = [];
  const start = page.offsetUUID === '' ? 0 : startAfter(rows, page.offsetUUID.toLowerCase());
  for (let i = start; i < rows.length && volumes.length < page.limit; i += 1) {
    const row = rows[i];
    if (row !== undefined && matches(row.volume)) volumes.push(row.volume);
    if ((i & CHECK_EVERY) === 0 && yielder.isDue()) await yielder.rest();
  }
  return volumes;
}
