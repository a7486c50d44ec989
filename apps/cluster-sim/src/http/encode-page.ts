import { LRUCache } from 'lru-cache';
import type { VolumeRecord } from '../model/volume-record.ts';
import type { EncodedVolume } from './encode-volume.ts';

/** A page as it was last sent. */
interface KeptPage {
  readonly volumes: readonly EncodedVolume[];
  readonly json: Buffer;
}

/** Bytes: all pages of about 200,000 volumes. */
const KEPT_MAX = 256 * 1024 * 1024;

const areSame = (some: readonly EncodedVolume[], others: readonly EncodedVolume[]): boolean =>
  some.length === others.length && some.every((volume, at) => volume === others[at]);

/**
 * Makes the function that writes the answer to a list of volumes, as JSON in UTF-8. Whoever walks a cluster walks it
 * again, over the same pages: a page of which no volume has changed is sent as it was. So a walk over a hundred thousand
 * volumes costs little more than the transfer of its bytes.
 */
export function createPageEncoder(
  encode: (volume: VolumeRecord) => EncodedVolume,
): (page: readonly VolumeRecord[]) => Uint8Array {
  const kept = new LRUCache<string, KeptPage>({
    maxSize: KEPT_MAX,
    sizeCalculation: ({ json }) => json.length,
  });
  return (page) => {
    const volumes = page.map(encode);
    const key = `${page[0]?.UUID} ${page.length}`;
    const known = kept.get(key);
    if (known !== undefined && areSame(known.volumes, volumes)) return known.json;
    const json = Buffer.from(`{"volumes":[${volumes.map((volume) => volume.json).join(',')}]}`);
    kept.set(key, { volumes, json });
    return json;
  };
}
