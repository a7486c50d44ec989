import type { Logger } from 'pino';
import type { EventBus } from '../events/event-bus.ts';
import type { Intrusion } from './inventory.ts';

/** So many volumes are named in the log. */
const EXAMPLES = 5;

/** Writes down that a cluster tells volumes of another one, and has consoles read anew what is known of it. */
export const reportIntrusion =
  (bus: EventBus, log: Logger) =>
  ({ clusterId, uuids }: Intrusion): void => {
    log.warn(
      { clusterId, volumes: uuids.length, examples: uuids.slice(0, EXAMPLES) },
      'a cluster tells volumes that another cluster has: they are left out',
    );
    bus.publish({ type: 'cluster', clusterId, change: 'updated' });
  };
