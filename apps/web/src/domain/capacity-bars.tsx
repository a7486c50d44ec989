import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import {
  CAPACITY_THRESHOLDS,
  percentOf,
  type CapacityThresholds,
} from '@asterism/api-types/rules/capacity';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import { formatPercent, formatRatio } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityBar, type CapacityTone } from '#/ui/capacity-bar.tsx';
import { isCurrent } from './is-current.ts';

const HUNDRED = 100;

type UsedThresholds = Omit<CapacityThresholds, 'provisioning'>;

/** How much of a capacity is used, and the word that goes with the colour. */
export function usedTone(
  percent: number,
  { fillingUp, nearlyFull }: UsedThresholds = CAPACITY_THRESHOLDS,
): { readonly tone: CapacityTone; readonly word: string } {
  if (percent >= nearlyFull) return { tone: 'alarm', word: ' · nearly full' };
  return percent >= fillingUp ? { tone: 'warn', word: ' · filling up' } : { tone: 'ok', word: '' };
}

interface UsedBarProps {
  /** Bytes. */
  readonly used: string;
  /** Bytes. */
  readonly total: string;
  /** Those that hold for a cluster; the defaults for all else. */
  readonly thresholds?: UsedThresholds;
  readonly isStale?: boolean;
}

/** How much of a capacity is used. */
export function UsedBar({ used, total, thresholds, isStale }: UsedBarProps) {
  const percent = percentOf(used, total);
  const { tone, word } = usedTone(percent, thresholds);
  return (
    <CapacityBar label="Used" percent={percent} tone={tone} isStale={isStale}>
      <Bytes value={used} /> of <Bytes value={total} /> · {formatPercent(percent)}
      {word}
    </CapacityBar>
  );
}

interface ProvisionedBarProps {
  /** Bytes. */
  readonly provisioned: string;
  /** Bytes. */
  readonly effective: string;
  /** The ratio above which it is too much. */
  readonly threshold: number;
  readonly isStale?: boolean;
}

/** How much of the capacity was promised: that may be more than there is, up to a threshold. */
export function ProvisionedBar({
  provisioned,
  effective,
  threshold,
  isStale,
}: ProvisionedBarProps) {
  const ratio = storageRatio(BigInt(provisioned), BigInt(effective));
  const isTooMuch = Number(ratio) > threshold;
  return (
    <CapacityBar
      label="Provisioned"
      percent={percentOf(provisioned, effective)}
      tone={isTooMuch ? 'warn' : 'ok'}
      threshold={threshold * HUNDRED}
      isStale={isStale}
    >
      <Bytes value={provisioned} /> · {formatRatio(ratio)} provisioned, threshold{' '}
      {formatRatio(threshold)}
      {isTooMuch ? ' · over-provisioned' : ''}
    </CapacityBar>
  );
}

/** How full a cluster is, and how much it has promised, each against the thresholds that hold for it. */
export function ClusterBars({ cluster }: { readonly cluster: FleetCluster }) {
  const { statistics, provisionedStorage, provisioningThreshold, usedThresholds } = cluster;
  if (statistics === undefined) return <p className="ast-quiet">Capacity not reported yet</p>;
  const { physicalUsedStorage: used, effectivePhysicalStorage: effective } = statistics;
  const isStale = !isCurrent(cluster);
  return (
    <>
      <UsedBar used={used} total={effective} thresholds={usedThresholds} isStale={isStale} />
      <ProvisionedBar
        provisioned={provisionedStorage}
        effective={effective}
        threshold={provisioningThreshold}
        isStale={isStale}
      />
    </>
  );
}
