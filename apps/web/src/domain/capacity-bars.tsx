import {
  FILLING_UP_PERCENT,
  NEARLY_FULL_PERCENT,
  percentOf,
} from '@asterism/api-types/rules/capacity';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import { formatPercent, formatRatio } from '#/lib/format.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityBar, type CapacityTone } from '#/ui/capacity-bar.tsx';

const HUNDRED = 100;

/** How much of a capacity is used, and the word that goes with the colour. */
export function usedTone(percent: number): { readonly tone: CapacityTone; readonly word: string } {
  if (percent >= NEARLY_FULL_PERCENT) return { tone: 'alarm', word: ' · nearly full' };
  return percent >= FILLING_UP_PERCENT
    ? { tone: 'warn', word: ' · filling up' }
    : { tone: 'ok', word: '' };
}

interface UsedBarProps {
  /** Bytes. */
  readonly used: string;
  /** Bytes. */
  readonly total: string;
  readonly isStale?: boolean;
}

/** How much of a capacity is used. */
export function UsedBar({ used, total, isStale }: UsedBarProps) {
  const percent = percentOf(used, total);
  const { tone, word } = usedTone(percent);
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
