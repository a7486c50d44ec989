import type { Volume } from '../cluster-api/volume.ts';
import { parseSize } from './size.ts';

/** What a request asks of a volume, to create or to change it. What it leaves out may be anything. */
export interface AskedVolume {
  readonly size?: string | undefined;
  readonly replicaCount?: number | string | undefined;
  readonly acl?: { readonly values: readonly string[] } | undefined;
  readonly IPAcl?: { readonly values: readonly string[] } | undefined;
  readonly compression?: boolean | string | undefined;
  readonly sectorSize?: number | string | undefined;
  readonly qosPolicyUUID?: string | undefined;
  readonly qosPolicyName?: string | undefined;
  readonly sourceSnapshotUUID?: string | undefined;
  readonly sourceSnapshotName?: string | undefined;
  readonly labels?: readonly { readonly key: string; readonly value: string }[] | undefined;
  readonly newName?: string | undefined;
}

/** In bytes; clusters round up to 4 KiB, or keep the exact number (lightbits-api §4). */
function bytesOf(size: string): bigint | undefined {
  const parsed = parseSize(size);
  return parsed.ok ? parsed.value : undefined;
}

const SECTORS: Readonly<Record<string, number>> = {
  sectorSize_512B: 512,
  sectorSize_4K: 4096,
  512: 512,
  4096: 4096,
};

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  new Set(some).size === new Set(others).size && some.every((one) => others.includes(one));

/** Clusters keep the last segment of a label's key alone (lightbits-api §4). */
const labelTexts = (labels: NonNullable<AskedVolume['labels']>): string[] =>
  labels.map(({ key, value }) => `${key.split(/[-.]/).at(-1)}=${value}`);

const isAskedText = (text: string | undefined): boolean => text !== undefined && text !== '';

/** Whether the volume has all that was requested, which shows after a lost answer whether the request was applied. */
export function volumeShows(asked: AskedVolume, volume: Volume): boolean {
  const { size, replicaCount, acl, IPAcl, compression, sectorSize, labels, newName } = asked;
  const sector = SECTORS[String(sectorSize)];
  const texts = [
    [asked.qosPolicyUUID?.toLowerCase(), volume.qosPolicyUUID.toLowerCase()],
    [asked.qosPolicyName, volume.qosPolicyName],
    [asked.sourceSnapshotUUID?.toLowerCase(), volume.sourceSnapshotUUID.toLowerCase()],
    [asked.sourceSnapshotName, volume.sourceSnapshotName],
  ] as const;
  return (
    (size === undefined || bytesOf(size) === bytesOf(volume.size)) &&
    (replicaCount === undefined || Number(replicaCount) === volume.replicaCount) &&
    (acl === undefined || areSame(acl.values, volume.acl.values)) &&
    (IPAcl === undefined || areSame(IPAcl.values, volume.IPAcl.values)) &&
    (compression === undefined || String(compression) === volume.compression) &&
    (sector === undefined || sector === volume.sectorSize) &&
    (labels === undefined ||
      labels.length === 0 ||
      areSame(labelTexts(labels), labelTexts(volume.labels))) &&
    (newName === undefined || newName === volume.name) &&
    texts.every(([want, has]) => !isAskedText(want) || want === has)
  );
}
