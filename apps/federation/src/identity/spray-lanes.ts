import { setTimeout as pause } from 'node:timers/promises';
import { bulkhead, isBulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { err, type Result } from '@asterism/api-types/common/result';

/** Tries of one network that wait for their turn, before the rest is turned away. */
const WAITING = 16;
/** The least time between two tries. */
const PACE_MS = 250;

/** Has tries from a network that many names fail from come one after the other, at a walking pace. */
export interface SprayLanes {
  /** `busy` when too many wait. */
  run<T>(network: string, judge: () => Promise<Result<T, 'busy'>>): Promise<Result<T, 'busy'>>;
}

export function createSprayLanes(
  wait: (milliseconds: number) => Promise<unknown> = pause,
): SprayLanes {
  const lanes = new Map<string, BulkheadPolicy>();
  return {
    async run(network, judge) {
      const lane = lanes.get(network) ?? bulkhead(1, WAITING);
      lanes.set(network, lane);
      try {
        return await lane.execute(async () => (await Promise.all([judge(), wait(PACE_MS)]))[0]);
      } catch (error) {
        if (isBulkheadRejectedError(error)) return err('busy');
        throw error;
      } finally {
        if (lane.executionSlots === 1 && lane.queueSlots === WAITING) lanes.delete(network);
      }
    },
  };
}
