import { randomUUID } from 'node:crypto';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { viewVolume } from '@asterism/cluster-sim/model/volume-view';
import { seedCluster } from '@asterism/cluster-sim/scenarios/seed-cluster';

/** So many volumes of a cluster are seeded; more are made of them, with names, numbers and UUIDs of their own. */
const SEEDED = 2000;
const PAGE = 1000;

/** Node makes its UUIDs of many small strings, which would be counted until somebody looks at them. */
const flatUuid = (): string => Buffer.from(randomUUID()).toString();

/** A cluster that lists as many volumes as it is asked for, without ever holding them all. */
export interface LargeListing {
  readonly clusterId: string;
  readonly name: string;
  /** The volumes in the order of their UUIDs, page by page: made as they are asked for, the same ones each time. */
  pages(): Iterable<Volume[]>;
  /** One of the pages; empty beyond the last one. */
  page(number: number): Volume[];
}

/** Clusters whose volumes are those of the simulator, as many as wanted. */
export function listLargeClusters(clusters: number, volumes: number): LargeListing[] {
  return Array.from({ length: clusters }, (_, index) => {
    const { spec, policies, volumes: records } = seedCluster({ seed: 7, index, volumes: SEEDED });
    const policiesByUuid = new Map(policies.map((policy) => [policy.UUID, policy]));
    const model = { policies: policiesByUuid, currentOf: <T>(record: T): T => record };
    const seeded = records.map((record) => viewVolume(model, record));
    const uuids = Array.from({ length: Math.ceil(volumes / clusters) }, flatUuid).sort();
    const others = uuids.map(flatUuid);

    const volumeAt = (at: number): Volume => {
      const like = seeded[at % seeded.length];
      if (like === undefined) throw new Error('no volume was seeded');
      const UUID = uuids[at] ?? '';
      const name = like.name.startsWith('pvc-')
        ? `pvc-${others[at]}`
        : like.name.replace(/\d+$/, String(at));
      return { ...like, UUID, name, nsid: at + 1, pgUUID: others[uuids.length - 1 - at] ?? '' };
    };
    function page(number: number): Volume[] {
      const from = number * PAGE;
      const length = Math.max(0, Math.min(PAGE, uuids.length - from));
      return Array.from({ length }, (_, i) => volumeAt(from + i));
    }
    return {
      clusterId: spec.UUID,
      name: spec.name,
      page,
      *pages() {
        for (let number = 0; number * PAGE < uuids.length; number += 1) yield page(number);
      },
    };
  });
}
