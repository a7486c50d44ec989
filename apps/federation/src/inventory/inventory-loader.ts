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
import type { PageFacts } from './walked-pages.ts';
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

/** A page that was requested. */
interface RequestedPage {
  readonly offset: string;
  /** See `ClusterWalk.beginPage`. */
  readonly began: number;
  readonly answered: Promise<Result<AnsweredPage, ClusterError>>;
}

interface AnsweredPage extends PageFacts {
  readonly volumes: readonly Volume[];
  readonly digest: string;
  readonly known: KnownPage | undefined;
}

async function answerOf(
  client: ClusterClient,
  walk: InventoryWalk,
  { offset, began }: Pick<RequestedPage, 'offset' | 'began'>,
  options: CallOptions,
): Promise<Result<AnsweredPage, ClusterError>> {
  let reading = NOTHING_READ;
  let digest = '';
  let known: KnownPage | undefined;
  const page = await client.listVolumes(
    {
      limit: String(VOLUME_PAGE_MAX),
      showAll: 'true',
      ...(offset === '' ? {} : { offsetUUID: offset }),
    },
    {
      ...options,
      recall(of) {
        digest = of;
        known = options.signal?.aborted === true ? undefined : walk.takeKnown(offset, of, began);
        return known === undefined ? undefined : NOT_READ;
      },
      onList: (read) => {
        reading = read;
      },
    },
  );
  if (!page.ok) return page;
  const { volumes } = page.value;
  const { lastUuid, ...rest } = reading;
  // A cluster may answer with fewer than requested: only an empty page surely is the end.
  const facts = known ?? {
    ...rest,
    readable: volumes.length,
    next: lastUuid || (volumes.at(-1)?.UUID ?? ''),
  };
  return ok({ ...facts, volumes, digest, known });
}

/**
 * Reads page after page into a walk, until the last one. While a page is taken in, the next one is under way: more cannot
 * be, for each begins after the last volume of the one before.
 */
async function readPages(
  client: ClusterClient,
  walk: InventoryWalk,
  { limits, options, onRead }: PageReading,
): Promise<Result<LoadedVolumes, ClusterError>> {
  const request = (offset: string): RequestedPage => {
    const began = walk.beginPage();
    return { offset, began, answered: answerOf(client, walk, { offset, began }, options) };
  };
  const yielder = createEventLoopYielder();
  const beganAt = performance.now();
  const unreadable = { rows: 0, firstFault: '' };
  const done = { pages: 0, rows: 0, text: 0 };
  let pagesRead = 0;
  let read = 0;
  for (let requested = request(''); ;) {
    const { offset, began } = requested;
    const answered = await requested.answered;
    if (!answered.ok) return answered;
    const { volumes, known, ...page } = answered.value;
    const { readable, next } = page;
    const isMore = (readable > 0 || page.unreadable > 0) && next !== '' && next !== offset;
    const following = isMore ? request(next) : undefined;
    // Reading the page's JSON took its own turn.
    await yielder.rest();
    const newVolumes = known?.newVolumes ?? walk.takePage(volumes, { ...page, offset }, began);
    const step = stepAfter({ ...page, newVolumes }, offset);
    if (step === 'stuck') return err(invalidData('it lists the same volumes again and again'));
    read += newVolumes;
    // At the end only rows without a UUID come again, which were counted before.
    if (step === 'on' || unreadable.rows === 0) unreadable.rows += page.unreadable;
    unreadable.firstFault ||= page.firstFault;
    done.pages += 1;
    if (known === undefined) pagesRead += 1;
    done.rows += readable + page.unreadable;
    done.text += page.text;
    const excess = excessOf({ ...done, milliseconds: performance.now() - beganAt }, limits);
    if (excess !== undefined) return err(invalidData(excess));
    await onRead(read);
    if (step === 'end') return ok({ volumes: read, unreadable, pagesRead });
    requested = following ?? request(next);
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
      const ending = new AbortController();
      const options = {
        signal: signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]),
      };
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
        const identity = await checkIdentity(client, clusterId, options.signal);
        if (!identity.ok) return identity;
        await walk.commit();
        return loaded;
      } finally {
        // A page may be under way that nobody waits for.
        ending.abort();
        await walk.abandon();
      }
    },
  };
}
