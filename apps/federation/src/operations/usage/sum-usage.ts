import type {
  VolumesByProtection,
  VolumesByState,
} from '@asterism/api-types/fleet-api/fleet-cluster';
import type { VolumeGroup } from '../../inventory/columns/volume-groups.ts';
import type { UsageByGroup } from '../../inventory/volume-usage.ts';

/** What some volumes add up to, as the API says it. */
export interface UsageSum {
  readonly volumes: number;
  readonly primaries: number;
  readonly size: string;
  readonly provisioned: string;
  readonly used: string;
  readonly volumesByState: VolumesByState;
  readonly volumesByProtection: VolumesByProtection;
}

/** Adds up the groups that count. */
export function sumUsage(
  usage: UsageByGroup,
  counts: (group: VolumeGroup) => boolean = () => true,
): UsageSum {
  const volumesByState: VolumesByState = {};
  const volumesByProtection: VolumesByProtection = {};
  const sum = { volumes: 0, primaries: 0, size: 0n, provisioned: 0n, used: 0n };
  for (const [group, part] of usage) {
    if (!counts(group)) continue;
    const { state, protection } = group;
    volumesByState[state] = (volumesByState[state] ?? 0) + part.volumes;
    volumesByProtection[protection] = (volumesByProtection[protection] ?? 0) + part.volumes;
    sum.volumes += part.volumes;
    sum.primaries += part.primary;
    sum.size += part.size;
    sum.provisioned += part.provisioned;
    sum.used += part.used;
  }
  return {
    volumes: sum.volumes,
    primaries: sum.primaries,
    size: String(sum.size),
    provisioned: String(sum.provisioned),
    used: String(sum.used),
    volumesByState,
    volumesByProtection,
  };
}
