import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod/mini';
import type { Database } from '@asterism/database/database';

/** One of its own: earlier releases do not listen to it. */
const CHANNEL = 'asterism_walks';

/** A replica has read all volumes of a cluster just now. */
const announcedWalk = z.object({
  clusterId: z.string(),
  /** See `Inventory.walkDigest`. */
  digest: z.string(),
  /** Milliseconds until it reads them again. */
  next: z.number().check(z.gte(0)),
});
export type AnnouncedWalk = z.infer<typeof announcedWalk>;

const message = z.extend(announcedWalk, { from: z.string() });

/** What replicas on one database say of their walks. */
export interface WalkAnnouncements {
  announce(walk: AnnouncedWalk): void;
  /** Calls `take` with what other replicas announce; returns how to stop. */
  listen(take: (walk: AnnouncedWalk) => void): Promise<() => Promise<void>>;
}

export function createWalkAnnouncements(
  database: Pick<Database, 'kind' | 'notify' | 'listen'>,
  log: Logger,
): WalkAnnouncements {
  const self = randomUUID();
  return {
    announce(walk) {
      // Nobody else can have that database.
      if (database.kind === 'pglite') return;
      database.notify(CHANNEL, JSON.stringify({ ...walk, from: self })).catch((error: unknown) => {
        log.warn({ err: error }, 'a walk could not be announced to other replicas');
      });
    },
    listen: (take) =>
      database.listen(CHANNEL, (payload) => {
        const parsed = message.safeParse(jsonOf(payload));
        if (!parsed.success) log.warn('what another replica announces could not be read');
        else if (parsed.data.from !== self) take(parsed.data);
      }),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
