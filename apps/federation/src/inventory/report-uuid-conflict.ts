import type { Logger } from 'pino';
import type { EventBus } from '../events/event-bus.ts';
import type { UuidConflict } from './inventory.ts';

/** So many volumes are named in the log. */
const EXAMPLES = 5;

/** Writes down that a cluster lists volumes of another one, and lets consoles read it again. */
export const reportUuidConflict =
  (bus: EventBus, log: Logger) =>
  ({ clusterId, uuids }: UuidConflict): void => {
    log.warn(
      { clusterId, volumes: uuids.length, examples: uuids.slice(0, EXAMPLES) },
      'a cluster lists volumes that another cluster has: they are left out',
    );
    bus.publish({ type: 'cluster', clusterId, change: 'updated' });
  };
