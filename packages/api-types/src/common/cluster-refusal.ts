import { z } from 'zod/mini';

/** Why a cluster does not let the federation in, by what there is to do about it. */
export const CLUSTER_REFUSALS = [
  /** It does not know the service key: it is not imported, or another key has its ID. */
  'key-refused',
  /** Its clock differs from ours by more than a token allows, so that ours have expired there or are not valid yet. */
  'clock-differs',
  /** It accepts the key, but does not allow what the token's roles should allow. */
  'role-refused',
  /** It presents another certificate than the one that was confirmed, so no token was sent. */
  'other-certificate',
] as const;
export type ClusterRefusalKind = (typeof CLUSTER_REFUSALS)[number];

/** How far a cluster's clock is ahead of the federation's; negative when it is behind. */
export const clockOffset = z.number();

export const clusterRefusal = z.object({
  kind: z.enum(CLUSTER_REFUSALS),
  /** With `clock-differs`. */
  clockOffsetSeconds: z.optional(clockOffset),
});
export type ClusterRefusal = z.infer<typeof clusterRefusal>;

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function describeSeconds(seconds: number): string {
  const part = (unit: number, of: number): number => Math.floor((seconds % of) / unit);
  if (seconds < MINUTE) return `${seconds} s`;
  if (seconds < HOUR) return `${part(MINUTE, HOUR)} min ${seconds % MINUTE} s`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)} h ${part(MINUTE, HOUR)} min`;
  return `${Math.floor(seconds / DAY)} days ${part(HOUR, DAY)} h`;
}

/** A clock's offset in words: `3 min 4 s behind`. */
export const describeClockOffset = (seconds: number): string =>
  `${describeSeconds(Math.abs(Math.round(seconds)))} ${seconds < 0 ? 'behind' : 'ahead'}`;
