import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { causesOf } from '@asterism/api-types/rules/volume-trouble';
import type { Inventory } from '../../inventory/inventory.ts';
import type { ClusterSnapshot } from '../../monitor/cluster-snapshot.ts';

interface TroubleSources {
  readonly inventory: Pick<Inventory, 'trouble'>;
  readonly monitor: {
    readonly snapshot: (clusterId: string) => Pick<ClusterSnapshot, 'nodes' | 'info'>;
  };
}

/** What is wrong with these volumes, since when and why; which nodes it is about is for cluster admins. */
export const explainTroubles = (
  { inventory, monitor }: TroubleSources,
  volumes: readonly Volume[],
  seesNodes: boolean,
): VolumeTrouble[] =>
  volumes.flatMap((volume) => {
    const time = inventory.trouble(volume.clusterId, volume.UUID);
    if (time === undefined) return [];
    const { nodes, info } = monitor.snapshot(volume.clusterId);
    const causes = causesOf(volume, { nodes, statistics: info?.statistics });
    return {
      UUID: volume.UUID,
      trouble: time.trouble,
      since: time.since.toISOString(),
      isAtLeast: time.isAtLeast,
      causes: seesNodes
        ? causes
        : causes.map((cause) => ('names' in cause ? Object.assign(cause, { names: [] }) : cause)),
    };
  });
