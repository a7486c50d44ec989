import { parseDuration } from './duration.ts';

const NANOSECONDS = 1_000_000n;

/**
 * When the retention of a snapshot ends, in milliseconds since the epoch; `Infinity` for one that is kept for ever, or
 * whose times cannot be read.
 */
export function snapshotExpiry({
  creationTime,
  retentionTime,
}: {
  readonly creationTime: string;
  readonly retentionTime: string;
}): number {
  const retention = parseDuration(retentionTime);
  const created = Date.parse(creationTime);
  if (!retention.ok || retention.value === 0n || Number.isNaN(created)) return Infinity;
  return created + Number(retention.value / NANOSECONDS);
}
