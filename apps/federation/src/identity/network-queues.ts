import { setTimeout as pause } from 'node:timers/promises';
import { bulkhead, isBulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { err, type Result } from '@asterism/api-types/common/result';

/** Tries of one network that wait for their turn, before the rest is turned away. */
const WAITING = 16;
/** The least time between two tries. */
const INTERVAL_MS = 250;

/** Judges the tries of a network that many names fail from one after the other, at a slow pace. */
export interface NetworkQueues {
  /** `busy` when too many wait. */
  run<T>(network: string, judge: () => Promise<Result<T, 'busy'>>): Promise<Result<T, 'busy'>>;
}

export function createNetworkQueues(
  wait: (milliseconds: number) => Promise<unknown> = pause,
): NetworkQueues {
  const queues = new Map<string, BulkheadPolicy>();
  return {
    async run(network, judge) {
      const queue = queues.get(network) ?? bulkhead(1, WAITING);
      queues.set(network, queue);
      try {
        return await queue.execute(
          async () => (await Promise.all([judge(), wait(INTERVAL_MS)]))[0],
        );
      } catch (error) {
        if (isBulkheadRejectedError(error)) return err('busy');
        throw error;
      } finally {
        if (queue.executionSlots === 1 && queue.queueSlots === WAITING) queues.delete(network);
      }
    },
  };
}
