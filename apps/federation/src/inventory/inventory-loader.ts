import { type Result, err, ok } from '@asterism/api-types/common/result';
import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { CallOptions } from '@asterism/api-types/client/client';
import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';
import {
  type ClusterTarget,
  type ClusterError,
  type ClusterClients,
  type ClusterClient,
  FEDERATION_PRINCIPAL,
} from '../cluster-client/cluster-client.ts';
import { checkIdentity } from '../cluster-client/check-identity.ts';
import { invalidData } from '../cluster-client/cluster-failure.ts';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { KnownPage } from './cluster-walk.ts';
import type { Inventory, InventoryWalk } from './inventory.ts';
import { excessOf, stepAfter, WALK_LIMITS, type WalkLimits } from './walk-limits.ts';
import { createEventLoopYielder } from './yield-to-event-loop.ts';

/** What came of reading all volumes of a cluster. */
export interface LoadedVolumes {
  readonly volumes: number;
  /** Those that do not fit the API, and are left out. */
  readonly unreadable: Omit<UnreadableRows, 'list'>;
  /** So many pages had to be read; the others were as in the walk before. */
  readonly pagesRead: number;
}

/** Reads a cluster's volumes into the inventory. Used by the attach workflow and by the monitor. */
export interface InventoryLoader {
  /**
   * Reads all volumes of the cluster, in pages of 1000, and then replaces what the inventory had of it.
   * `onProgress` gets how many were read and how many the cluster is believed to have.
   * A walk that would never end, or be more than may be held, or that another cluster has answered, is broken off: then
   * what was known stays.
   */
  load(
    clusterId: string,
    target: ClusterTarget,
    onProgress?: (read: number, expected: number) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Result<LoadedVolumes, ClusterError>>;
  /** Drops what the inventory has of the cluster. */
  forget(clusterId: string): void;
}

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

const NOTHING_READ: ListReading = { unreadable: 0, firstFault: '', lastUuid: '', text: 0 };

/** In the place of a page that is known, and is not read. */
const NOT_READ = { volumes: [] };

interface PageReading {
  readonly limits: WalkLimits;
  readonly options: CallOptions;
  /** Gets how many volumes were read. */
  readonly onRead: (read: number) => Promise<void>;
}

interface ReadAnswer {
  readonly offset: string;
  readonly digest: string;
  readonly reading: ListReading;
}

/** Takes a page that was read. A cluster may answer with fewer than requested: only an empty page surely is the end. */
function takeRead(
  walk: InventoryWalk,
  volumes: readonly Volume[],
  { offset, digest, reading }: ReadAnswer,
): KnownPage {
  const { lastUuid, ...rest } = reading;
  const next = lastUuid || (volumes.at(-1)?.UUID ?? '');
  const facts = { ...rest, readable: volumes.length, next };
  return { ...facts, newVolumes: walk.takePage(volumes, { ...facts, offset, digest }) };
}

/** Reads page after page into a walk, until the last one. */
async function readPages(
  client: ClusterClient,
  walk: InventoryWalk,
  { limits, options, onRead }: PageReading,
): Promise<Result<LoadedVolumes, ClusterError>> {
  const yielder = createEventLoopYielder();
  const beganAt = performance.now();
  const unreadable = { rows: 0, firstFault: '' };
  const done = { pages: 0, rows: 0, text: 0 };
  let pagesRead = 0;
  let read = 0;
  let offsetUUID = '';
  for (;;) {
    walk.beginPage();
    const offset = offsetUUID;
    const answer: { reading: ListReading; digest: string; known?: KnownPage | undefined } = {
      reading: NOTHING_READ,
      digest: '',
    };
    const page = await client.listVolumes(
      {
        limit: String(VOLUME_PAGE_MAX),
        showAll: 'true',
        ...(offsetUUID === '' ? {} : { offsetUUID }),
      },
      {
        ...options,
        recall(digest) {
          answer.digest = digest;
          answer.known = walk.takeKnown(offset, digest);
          return answer.known === undefined ? undefined : NOT_READ;
        },
        onList: (read) => {
          answer.reading = read;
        },
      },
    );
    if (!page.ok) return page;
    // Reading the page's JSON took its own turn.
    await yielder.rest();
    const taken = answer.known ?? takeRead(walk, page.value.volumes, { ...answer, offset });
    const { readable, next, newVolumes } = taken;
    const step = stepAfter(taken, offset);
    if (step === 'stuck') return err(invalidData('it lists the same volumes again and again'));
    read += newVolumes;
    // At the end only rows without a UUID come again, which were counted before.
    if (step === 'on' || unreadable.rows === 0) unreadable.rows += taken.unreadable;
    unreadable.firstFault ||= taken.firstFault;
    done.pages += 1;
    if (answer.known === undefined) pagesRead += 1;
    done.rows += readable + taken.unreadable;
    done.text += taken.text;
    const excess = excessOf({ ...done, milliseconds: performance.now() - beganAt }, limits);
    if (excess !== undefined) return err(invalidData(excess));
    await onRead(read);
    if (step === 'end') return ok({ volumes: read, unreadable, pagesRead });
    offsetUUID = next;
  }
}

/** An {@link InventoryLoader} that fills the inventory over the cluster client. */
export function createInventoryLoader(
  inventory: Inventory,
  clusterClients: ClusterClients,
  limits: Partial<WalkLimits> = {},
): InventoryLoader {
  const most = { ...WALK_LIMITS, ...limits };

  return {
    forget: (clusterId) => inventory.forget(clusterId),
    async load(clusterId, target, onProgress, signal) {
      const options = signal === undefined ? {} : { signal };
      const client = clusterClients.client(target, FEDERATION_PRINCIPAL);
      const expected = onProgress === undefined ? ok(0) : await expectedVolumes(client, options);
      if (!expected.ok) return expected;
      await onProgress?.(0, expected.value);
      const walk = inventory.walk(clusterId);
      try {
        const loaded = await readPages(client, walk, {
          limits: most,
          options,
          onRead: async (read) => onProgress?.(read, Math.max(read, expected.value)),
        });
        if (!loaded.ok) return loaded;
        // Between two pages another cluster may have taken its place, whose volumes are not these.
        const identity = await checkIdentity(client, clusterId, signal);
        if (!identity.ok) return identity;
        await walk.commit();
        return loaded;
      } finally {
        await walk.abandon();
      }
    },
  };
}
