import type { QosRateLimitPolicy } from '@asterism/api-types/cluster-api/policy';
import { formatCount } from '#/lib/format.ts';

type LimitKind = Extract<keyof QosRateLimitPolicy, `limit${string}`>;

/** What the vendor leaves open about the unit of a limit; undefined where nothing is open. */
export const OPEN_UNIT: Readonly<Record<LimitKind, string | undefined>> = {
  limitIOPS: undefined,
  limitBw: 'Lightbits doesn’t say whether 1 MB is 1,000,000 or 1,048,576 bytes.',
  limitIOPSPerGB: 'Lightbits doesn’t say whether 1 GB is 1,000,000,000 or 1,073,741,824 bytes.',
};

/** What is open about the units of any of these limits. */
export const openUnits = (all: readonly (QosRateLimitPolicy | undefined)[]): readonly string[] =>
  (['limitBw', 'limitIOPSPerGB'] as const).flatMap((kind) =>
    all.some((limits) => limits?.[kind] !== undefined) ? (OPEN_UNIT[kind] ?? []) : [],
  );

const limit = (value: number, unit: string): string =>
  value === 0 ? 'no limit' : `${formatCount(value)} ${unit}`;

const both = (read: number, write: number, unit: string): string =>
  read === write
    ? `${limit(read, unit)}, reads and writes each`
    : `${limit(read, unit)} for reads, ${limit(write, unit)} for writes`;

/** The limits of a QoS policy in words. */
export function limitsInWords(limits: QosRateLimitPolicy | undefined): string {
  const { limitIOPS, limitBw, limitIOPSPerGB } = limits ?? {};
  const parts = [
    limitIOPS && both(limitIOPS.readIOPSLimit, limitIOPS.writeIOPSLimit, 'IOPS'),
    limitBw && both(limitBw.readBWLimit, limitBw.writeBWLimit, 'MB/s'),
    limitIOPSPerGB &&
      both(limitIOPSPerGB.readIOPSPerGBLimit, limitIOPSPerGB.writeIOPSPerGBLimit, 'IOPS per GB'),
  ];
  return parts.filter((part) => part !== undefined).join('; ') || 'No limits';
}

/** What of limits is compared, one after the other; no limit is the highest. */
function limitNumbers(limits: QosRateLimitPolicy | undefined): readonly number[] {
  const { limitIOPS, limitBw, limitIOPSPerGB } = limits ?? {};
  return [
    limitIOPS?.readIOPSLimit,
    limitIOPS?.writeIOPSLimit,
    limitBw?.readBWLimit,
    limitBw?.writeBWLimit,
    limitIOPSPerGB?.readIOPSPerGBLimit,
    limitIOPSPerGB?.writeIOPSPerGBLimit,
  ].map((value = 0) => (value === 0 ? Infinity : value));
}

/** Which limits are lower: by IOPS, then by bandwidth, then by IOPS per GB. */
export function compareLimits(
  a: QosRateLimitPolicy | undefined,
  b: QosRateLimitPolicy | undefined,
): number {
  const others = limitNumbers(b);
  const differing = limitNumbers(a)
    .map((value, at) => [value, others[at] ?? Infinity] as const)
    .find(([value, other]) => value !== other);
  if (differing === undefined) return 0;
  return differing[0] < differing[1] ? -1 : 1;
}

/** Which projects may use a QoS policy, in words. */
export function scopeInWords(limits: QosRateLimitPolicy | undefined): string {
  if (limits?.policyVisibility === 'Global') return 'All projects';
  const projects = limits?.projectsNamesScope ?? [];
  return projects.length === 0 ? 'No project' : projects.join(', ');
}
