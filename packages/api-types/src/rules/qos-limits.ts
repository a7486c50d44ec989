import type { QosRateLimitPolicy } from '../cluster-api/policy.ts';

/** IOPS come in steps of so many (lightbits-api §2.8). */
export const IOPS_STEP = 256;
/** The most that a limit can be: the last step that 31 bits have room for. */
export const LIMIT_MAX = 2 ** 31 - IOPS_STEP;

/** What a cluster makes of a limit of IOPS: it is rounded up to the next step. */
export const keptIops = (iops: number): number => Math.ceil(iops / IOPS_STEP) * IOPS_STEP;

/** The limits of a QoS policy, and for whom it is. */
export type QosLimits = Pick<
  QosRateLimitPolicy,
  'limitIOPS' | 'limitBw' | 'limitIOPSPerGB' | 'policyVisibility'
> & { readonly projectsNamesScope?: readonly string[] | undefined };

type Comparable = readonly (string | number | undefined)[];

/** All of it in one order; the same texts are the same limits. */
function comparable(limits: QosLimits): Comparable {
  const { limitIOPS: iops, limitBw: bandwidth, limitIOPSPerGB: perGb } = limits;
  return [
    limits.policyVisibility,
    (limits.projectsNamesScope ?? []).toSorted().join(),
    iops && keptIops(iops.readIOPSLimit),
    iops && keptIops(iops.writeIOPSLimit),
    bandwidth?.readBWLimit,
    bandwidth?.writeBWLimit,
    perGb?.readIOPSPerGBLimit,
    perGb?.writeIOPSPerGBLimit,
  ];
}

/** Whether clusters hold volumes to the same by both. */
export function areSameLimits(one: QosLimits | undefined, other: QosLimits | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const others = comparable(other);
  return comparable(one).every((value, index) => value === others[index]);
}
