import type { CallOptions } from '@asterism/api-types/client/client';
import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type {
  ClusterCaller,
  ClusterClient,
  ClusterError,
} from '../cluster-client/cluster-connection.ts';
import { FEDERATION_ACTOR } from '../cluster-client/federation-actor.ts';
import { createPacer } from './pacer.ts';
import type { InventoryLoader } from './inventory-loader.ts';
import type { Inventory } from './inventory.ts';

/** A cluster that tells more volumes than this is not believed. */
const VOLUMES_MAX = 1_000_000;

const malformed = (message: string): ClusterError => ({
  kind: 'malformed',
  status: 200,
  code: 0,
  message,
});

const believedVolumes = ({ health }: ClusterInfo): number =>
  health.numHealthyVolumes +
  health.numDegradedVolumes +
  health.numReadOnlyVolumes +
  health.numNotAvailableVolumes;

async function expectedVolumes(
  client: ClusterClient,
  options: CallOptions,
): Promise<Result<number, ClusterError>> {
  const cluster = await client.getCluster({}, options);
  return cluster.ok ? ok(believedVolumes(cluster.value)) : cluster;
}

/** An {@link InventoryLoader} that fills the inventory over the cluster client. */
export function createInventoryLoader(
  inventory: Inventory,
  caller: ClusterCaller,
): InventoryLoader {
  return {
    forget: (clusterId) => inventory.forget(clusterId),
    async load(clusterId, target, onProgress, signal) {
      const options = signal === undefined ? {} : { signal };
      const client = caller.client(target, FEDERATION_ACTOR);
      const expected = onProgress === undefined ? ok(0) : await expectedVolumes(client, options);
      if (!expected.ok) return expected;
      await onProgress?.(0, expected.value);
      const walk = inventory.walk(clusterId);
      const pacer = createPacer();
      let read = 0;
      let offsetUUID = '';
      for (;;) {
        walk.beginPage();
        const page = await client.listVolumes(
          {
            limit: String(VOLUME_PAGE_MAX),
            showAll: 'true',
            ...(offsetUUID === '' ? {} : { offsetUUID }),
          },
          options,
        );
        if (!page.ok) return page;
        const { volumes } = page.value;
        // Reading the page's JSON took its own turn.
        await pacer.rest();
        const isNews = walk.takePage(volumes);
        read += isNews;
        if (volumes.length > 0 && isNews === 0) {
          return err(malformed('the cluster lists the same volumes again and again'));
        }
        if (read > VOLUMES_MAX) return err(malformed('the cluster lists too many volumes'));
        await onProgress?.(read, Math.max(read, expected.value));
        // A cluster may answer with fewer than it was asked for: only an empty page surely is the end.
        offsetUUID = volumes.at(-1)?.UUID ?? '';
        if (offsetUUID === '') break;
      }
      await walk.commit();
      return ok(read);
    },
  };
}
