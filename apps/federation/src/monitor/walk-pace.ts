import type { MonitorTimings } from './monitor-timings.ts';

/** The part of a core that all walks together may take. */
const BUDGET = 0.1;
/** Where nothing has changed, the next walk may wait for so much longer than where something has. */
const QUIET_FACTOR = 2;

interface WalkCost {
  /** Milliseconds of CPU. */
  readonly cpu: number;
  readonly isQuiet: boolean;
}

/**
 * How often the volumes of each cluster are walked: as often as the timings say while all walks of the process together
 * take less than a tenth of a core; above that less often, up to a limit, and those more often that change.
 */
export interface WalkPace {
  /** Walks, and says what that has cost, in milliseconds of CPU. */
  measure<T>(walk: () => Promise<T>): Promise<{ readonly outcome: T; readonly cpu: number }>;
  /** Takes what the newest walk over a cluster has cost, and whether it has found all as it was. */
  note(clusterId: string, cost: WalkCost): void;
  /** The cluster is not walked any more. */
  forget(clusterId: string): void;
  /** Milliseconds from the end of the newest walk over the cluster to the next one. */
  waitFor(clusterId: string): number;
}

function cpuOfThread(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export function createWalkPace(
  { refresh, refreshMax }: Pick<MonitorTimings, 'refresh' | 'refreshMax'>,
  cpuTime: () => number = cpuOfThread,
): WalkPace {
  const costs = new Map<string, WalkCost>();
  const underWay = new Set<{ cpu: number }>();
  let sharedUntil = 0;

  /** Shares out what was used since the last time: who of them has used it cannot be told, only that it was used once. */
  function share(): void {
    const now = cpuTime();
    for (const walk of underWay) walk.cpu += (now - sharedUntil) / underWay.size;
    sharedUntil = now;
  }

  const factorOf = (cost: WalkCost | undefined): number =>
    cost?.isQuiet === true ? QUIET_FACTOR : 1;

  return {
    async measure(walk) {
      const measured = { cpu: 0 };
      share();
      underWay.add(measured);
      try {
        const outcome = await walk();
        share();
        return { outcome, cpu: measured.cpu };
      } finally {
        underWay.delete(measured);
      }
    },
    note(clusterId, cost) {
      costs.set(clusterId, cost);
    },
    forget(clusterId) {
      costs.delete(clusterId);
    },
    waitFor(clusterId) {
      let wait = 0;
      for (const cost of costs.values()) wait += cost.cpu / factorOf(cost) / BUDGET;
      return Math.max(refresh, Math.min(refreshMax, wait * factorOf(costs.get(clusterId))));
    },
  };
}
