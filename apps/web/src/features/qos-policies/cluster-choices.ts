import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { limitsInWords } from '#/domain/qos-limits.ts';
import type { CheckChoice } from '#/form/choices-field.tsx';
import { formatCount } from '#/lib/format.ts';

const volumesInWords = (count: number): string =>
  count === 1 ? '1 volume has it' : `${formatCount(count)} volumes have it`;

interface ClusterChoiceSources {
  readonly clusters: readonly Freshness[];
  readonly notOfferedBy: readonly string[];
  /** Undefined for a new one. */
  readonly policy: PolicyUsage | undefined;
}

/** The clusters on which a QoS policy can be written, each with what it has of it now. */
export function clusterChoices(sources: ClusterChoiceSources): CheckChoice[] {
  const { clusters, notOfferedBy, policy } = sources;
  const names = clusterNamesOf(clusters);
  return clusters.map(({ clusterId, status }) => {
    const there = policy?.onClusters.find((one) => one.clusterId === clusterId);
    const isOffered = !notOfferedBy.includes(clusterId);
    const parts = [
      isOffered ? undefined : 'Offers no QoS policies',
      there === undefined
        ? policy === undefined
          ? undefined
          : 'Does not have it: it will be created'
        : `${limitsInWords(there.limits)} · ${volumesInWords(there.volumes)}`,
      status === 'Connected' ? undefined : `${status}: waited for up to 15 minutes`,
    ];
    return {
      value: clusterId,
      label: names.get(clusterId) ?? clusterId,
      description: (isOffered ? parts : parts.slice(0, 1)).filter(Boolean).join(' · '),
      isDisabled: !isOffered,
    };
  });
}
