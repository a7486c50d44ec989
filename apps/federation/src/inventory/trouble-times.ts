import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Trouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import type { VolumeRow } from './volume-row.ts';

/** Volumes that were read longer ago may have changed at any time since. */
const WATCHED_MS = 2 * 60_000;

/** Since when something is wrong with a volume. */
export interface TroubleTime {
  readonly trouble: Trouble;
  readonly since: Date;
  /** It may be older. */
  readonly isAtLeast: boolean;
}

/**
 * Remembers since when the volumes of a cluster are not well: the vendor's API has no such time. In memory, for those
 * volumes alone; what is known from the first read on is a lower bound, and is said to be one.
 */
export function createTroubleTimes() {
  const times = new Map<string, TroubleTime>();

  function note(uuid: string, volume: Volume, isAtLeast: boolean): void {
    const trouble = troubleOf(volume);
    const known = times.get(uuid);
    if (trouble === undefined) times.delete(uuid);
    else if (known?.trouble !== trouble) times.set(uuid, { trouble, since: new Date(), isAtLeast });
  }

  return {
    /** Takes a change of the volumes; `readBefore` is when all of them were last read. */
    change(
      {
        added,
        removed,
      }: { readonly added: readonly VolumeRow[]; readonly removed: readonly VolumeRow[] },
      readBefore: Date | undefined,
    ): void {
      const isUnwatched =
        readBefore === undefined || Date.now() - readBefore.getTime() > WATCHED_MS;
      const present = new Set(added.map(({ uuid }) => uuid));
      for (const { uuid } of removed) if (!present.has(uuid)) times.delete(uuid);
      for (const { uuid, volume } of added) note(uuid, volume, isUnwatched);
    },
    of: (uuid: string): TroubleTime | undefined => times.get(uuid.toLowerCase()),
  };
}
