/** All in milliseconds. */
export interface MonitorTimings {
  /** Between two polls of a cluster that is well. */
  readonly probe: number;
  /** The least time between two polls, however often `pollSoon` is called. */
  readonly probeAtLeast: number;
  /** After a first failure, which may be no outage. */
  readonly retry: number;
  readonly backOffMax: number;
  /** A cluster that refuses the key is polled more often: an admin may be mending it. */
  readonly backOffMaxUnauthorized: number;
  /** Between two walks over all volumes of a cluster, unless the walks cost too much. */
  readonly refresh: number;
  /**
   * … and then at most. Troubles that are found within two minutes count as having begun when they were found; see
   * `trouble-times.ts`.
   */
  readonly refreshMax: number;
  /** Between two walks over all snapshots of a cluster, unless they cost too much; then `refreshMax` at most, or this. */
  readonly snapshotRefresh: number;
  /** Between two polls of the volumes or snapshots in a transitional state. */
  readonly follow: number;
  /** How long a volume is followed closely; after that the walks must do. */
  readonly followFor: number;
  /** How long a cluster may keep the federation waiting whose volumes are read for the first time. */
  readonly firstRead: number;
  /** How long a poll or a walk may take beyond its time before what is known of the cluster counts as old. */
  readonly grace: number;
}

export const MONITOR_TIMINGS: MonitorTimings = {
  probe: 10_000,
  probeAtLeast: 1_000,
  retry: 1_000,
  backOffMax: 180_000,
  backOffMaxUnauthorized: 60_000,
  refresh: 30_000,
  refreshMax: 90_000,
  snapshotRefresh: 30_000,
  follow: 1_000,
  followFor: 120_000,
  firstRead: 120_000,
  grace: 30_000,
};

/** Of a wait, this part is left to chance, so that clusters which failed or were attached together are not polled together. */
const JITTER = 0.2;

const withJitter = (milliseconds: number, random: () => number): number =>
  Math.round(milliseconds * (1 - JITTER + 2 * JITTER * random()));

/** How long to wait after a poll that was answered. */
export const pollPause = ({ probe }: MonitorTimings, random: () => number = Math.random): number =>
  withJitter(probe, random);

/** How long to wait after so many failures in a row, and what the cluster's Retry-After says. */
export function backOff(
  timings: MonitorTimings,
  failure: {
    readonly inARow: number;
    readonly isUnauthorized: boolean;
    readonly retryAfterSeconds: number | undefined;
  },
  random: () => number = Math.random,
): number {
  const { inARow, isUnauthorized, retryAfterSeconds = 0 } = failure;
  const most = isUnauthorized ? timings.backOffMaxUnauthorized : timings.backOffMax;
  const doubled =
    inARow <= 1
      ? timings.retry
      : Math.min(timings.probe * 2 ** Math.min(20, Math.max(0, inARow - 2)), most);
  const asked = Math.min(retryAfterSeconds * 1_000, timings.backOffMax);
  return Math.max(withJitter(doubled, random), asked);
}
