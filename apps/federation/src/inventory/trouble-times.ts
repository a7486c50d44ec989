import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Trouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';

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
 * volumes alone; what is known from the first read on is a lower bound, and is said to be one. UUIDs are in lower case.
 */
export function createTroubleTimes() {
  const times = new Map<string, TroubleTime>();

  return {
    /** Takes a volume as it is now; `readBefore` is when all of its cluster's were last read. */
    note(
      uuid: string,
      volume: Pick<Volume, 'state' | 'protectionState'>,
      readBefore: Date | undefined,
    ): void {
      const trouble = troubleOf(volume);
      if (trouble === undefined) return void times.delete(uuid);
      if (times.get(uuid)?.trouble === trouble) return;
      const isAtLeast = readBefore === undefined || Date.now() - readBefore.getTime() > WATCHED_MS;
      times.set(uuid, { trouble, since: new Date(), isAtLeast });
    },
    forget: (uuid: string) => times.delete(uuid),
    of: (uuid: string): TroubleTime | undefined => times.get(uuid),
  };
}
