import type { QosRateLimitPolicy } from '@asterism/api-types/cluster-api/policy';
import { formatCount } from '#/lib/format.ts';

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

/** Which projects may use a QoS policy, in words. */
export function scopeInWords(limits: QosRateLimitPolicy | undefined): string {
  if (limits?.policyVisibility === 'Global') return 'All projects';
  const projects = limits?.projectsNamesScope ?? [];
  return projects.length === 0 ? 'No project' : projects.join(', ');
}
