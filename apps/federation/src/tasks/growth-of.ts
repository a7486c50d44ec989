import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { TaskGrowth } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import { parseSize } from '@asterism/api-types/rules/size';
import { growthTo } from '@asterism/api-types/rules/storage-ratio';
import type { NewTaskItem } from '../store/task-item-store.ts';
import type { Chosen } from './draft-items.ts';

/** How many more bytes each cluster promises once the items are as large as the change says; null when none does. */
export function growthOf(
  change: VolumesChange | undefined,
  items: readonly NewTaskItem[],
  chosen: readonly Chosen<Volume>[],
): TaskGrowth | null {
  const size = change?.size === undefined ? undefined : parseSize(change.size);
  if (size?.ok !== true) return null;
  const growth = new Map<string, bigint>();
  for (const [at, { target }] of chosen.entries()) {
    if (target === undefined || items[at]?.state !== 'waiting') continue;
    const bytes = growthTo(target, size.value);
    if (bytes > 0n) growth.set(target.clusterId, (growth.get(target.clusterId) ?? 0n) + bytes);
  }
  return growth.size === 0
    ? null
    : Array.from(growth, ([clusterId, bytes]) => ({ clusterId, bytes: String(bytes) }));
}
