import type { ClusterStatistics } from '../cluster-api/cluster-info.ts';
import type { StorageNode } from '../cluster-api/node.ts';
import type { Volume } from '../cluster-api/volume.ts';
import { TROUBLES, type Trouble, type TroubleCause } from '../fleet-api/volume-trouble.ts';
import { NEARLY_FULL_PERCENT, usedPercent } from './capacity.ts';

const HAS: Readonly<
  Record<Trouble, (volume: Pick<Volume, 'state' | 'protectionState'>) => boolean>
> = {
  Failed: ({ state }) => state === 'Failed',
  NotAvailable: ({ protectionState }) => protectionState === 'NotAvailable',
  ReadOnly: ({ protectionState }) => protectionState === 'ReadOnly',
  Degraded: ({ protectionState }) => protectionState === 'Degraded',
};

/** What is wrong with a volume, the worst alone: one that failed is not also said to be unavailable. */
export const troubleOf = (volume: Pick<Volume, 'state' | 'protectionState'>): Trouble | undefined =>
  TROUBLES.find((trouble) => HAS[trouble](volume));

/** What is known of the volume's cluster. */
export interface TroubleSurroundings {
  readonly nodes: readonly Pick<StorageNode, 'UUID' | 'name' | 'state' | 'readOnly'>[];
  readonly statistics: ClusterStatistics | undefined;
}

/** What the cluster's API says about why. Nothing about a volume that failed: its creation has no cause there. */
export function causesOf(
  volume: Pick<Volume, 'state' | 'protectionState' | 'nodeList' | 'rebuildProgress'>,
  { nodes, statistics }: TroubleSurroundings,
): TroubleCause[] {
  const trouble = troubleOf(volume);
  if (trouble === undefined || trouble === 'Failed') return [];
  const { nodeList, rebuildProgress } = volume;
  const its = nodes.filter(({ UUID }) => nodeList.includes(UUID));
  const causes: TroubleCause[] = [];
  const about = (kind: 'nodesNotActive' | 'nodesReadOnly', some: typeof its): void => {
    if (some.length === 0) return;
    const names = some.map(({ name, UUID }) => (name === '' ? UUID : name));
    causes.push({ kind, count: some.length, replicas: nodeList.length, names });
  };
  about(
    'nodesNotActive',
    its.filter(({ state }) => state !== 'Active'),
  );
  if (trouble === 'ReadOnly') {
    about(
      'nodesReadOnly',
      its.filter(({ readOnly }) => readOnly),
    );
    const used = statistics === undefined ? 0 : usedPercent(statistics);
    if (used >= NEARLY_FULL_PERCENT) causes.push({ kind: 'clusterNearlyFull', used });
  }
  const percent = Number.parseFloat(rebuildProgress);
  if (Number.isFinite(percent)) causes.push({ kind: 'rebuilding', percent });
  return causes;
}
