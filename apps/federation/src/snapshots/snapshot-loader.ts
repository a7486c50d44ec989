import type { CallOptions } from '@asterism/api-types/client/client';
import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import { checkIdentity } from '../cluster-client/check-identity.ts';
import {
  FEDERATION_PRINCIPAL,
  type ClusterClient,
  type ClusterClients,
  type ClusterError,
  type ClusterTarget,
} from '../cluster-client/cluster-client.ts';
import { invalidData } from '../cluster-client/cluster-failure.ts';
import type { ListReading } from '../cluster-client/read-answer.ts';
import { excessOf, stepAfter, WALK_LIMITS, type WalkLimits } from '../inventory/walk-limits.ts';
import type { PageFacts } from '../inventory/walked-pages.ts';
import { createEventLoopYielder } from '../inventory/yield-to-event-loop.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import type { RequestedPage, TakenPage } from './snapshot-walk.ts';

/** What came of reading all snapshots of a cluster. */
export interface LoadedSnapshots {
  readonly snapshots: number;
  readonly unreadable: Omit<UnreadableRows, 'list'>;
  /** So many pages had to be read; the others were as in the walk before. */
  readonly pagesRead: number;
}

/** Reads a cluster's snapshots into the index. */
export interface SnapshotLoader {
  /**
   * Reads all snapshots of the projects, each in pages of 1000, and then replaces what the index had of the cluster. One
   * walk over a cluster at a time. A walk that fails changes nothing.
   */
  load(
    clusterId: string,
    target: ClusterTarget,
    projects: readonly string[],
    signal: AbortSignal,
  ): Promise<Result<LoadedSnapshots, ClusterError>>;
}

/** In the index 100,000 snapshots take 60 MB. */
export const SNAPSHOT_LIMITS: WalkLimits = { ...WALK_LIMITS, volumes: 100_000, what: 'snapshots' };

const NOTHING_READ: ListReading = { unreadable: 0, firstFault: '', lastUuid: '', text: 0 };

type Walk = ReturnType<SnapshotIndex['walk']>;

interface AnsweredPage extends PageFacts {
  readonly newRows: number;
  readonly isKnown: boolean;
}

async function readPage(
  client: ClusterClient,
  walk: Walk,
  page: RequestedPage,
  options: CallOptions,
): Promise<Result<AnsweredPage, ClusterError>> {
  const { projectName, offset } = page;
  const began = walk.beginPage();
  let reading = NOTHING_READ;
  let digest = '';
  let known: TakenPage | undefined;
  const limit = String(VOLUME_PAGE_MAX);
  const answer = await client.listSnapshots(
    { projectName, limit, showAll: 'true', ...(offset === '' ? {} : { offsetUUID: offset }) },
    {
      ...options,
      recall(of) {
        digest = of;
        known = options.signal?.aborted === true ? undefined : walk.takeKnown(page, of, began);
        return known === undefined ? undefined : { snapshots: [] };
      },
      onList: (read) => {
        reading = read;
      },
    },
  );
  if (!answer.ok) return answer;
  if (known !== undefined) return ok({ ...known, isKnown: true });
  const snapshots: readonly Snapshot[] = answer.value.snapshots;
  const { lastUuid, ...rest } = reading;
  const next = lastUuid || (snapshots.at(-1)?.UUID ?? '');
  const facts = { ...rest, readable: snapshots.length, next };
  const newRows = walk.takePage(page, snapshots, { ...facts, digest }, began);
  return ok({ ...facts, newRows, isKnown: false });
}

/** Reads page after page of each project into a walk. */
async function readAll(
  client: ClusterClient,
  walk: Walk,
  projects: readonly string[],
  { limits, ...options }: CallOptions & { readonly limits: WalkLimits },
): Promise<Result<LoadedSnapshots, ClusterError>> {
  const yielder = createEventLoopYielder();
  const beganAt = performance.now();
  const unreadable = { rows: 0, firstFault: '' };
  const done = { pages: 0, rows: 0, text: 0 };
  let snapshots = 0;
  let pagesRead = 0;
  for (const projectName of projects) {
    for (let offset = '', isMore = true; isMore;) {
      const page = await readPage(client, walk, { projectName, offset }, options);
      if (!page.ok) return page;
      await yielder.rest();
      const { newRows, isKnown, readable, next, text, firstFault } = page.value;
      const step = stepAfter({ ...page.value, newVolumes: newRows }, offset);
      if (step === 'stuck') return err(invalidData('it lists the same snapshots again and again'));
      if (step === 'on' || offset === '') unreadable.rows += page.value.unreadable;
      unreadable.firstFault ||= firstFault;
      snapshots += newRows;
      done.pages += 1;
      if (!isKnown) pagesRead += 1;
      done.rows += readable + page.value.unreadable;
      done.text += text;
      // The first page of a project costs what it costs, however little is in it.
      const pages = Math.max(0, done.pages - 2 * projects.length);
      const milliseconds = performance.now() - beganAt;
      const excess = excessOf({ ...done, pages, milliseconds }, limits);
      if (excess !== undefined) return err(invalidData(excess));
      isMore = step === 'on' && next !== '' && next !== offset;
      offset = next;
    }
  }
  return ok({ snapshots, unreadable, pagesRead });
}

export function createSnapshotLoader(
  index: SnapshotIndex,
  clusterClients: ClusterClients,
  limits: Partial<WalkLimits> = {},
): SnapshotLoader {
  const most = { ...SNAPSHOT_LIMITS, ...limits };
  return {
    async load(clusterId, target, projects, signal) {
      const client = clusterClients.client(target, FEDERATION_PRINCIPAL);
      const walk = index.walk(clusterId);
      const read = await readAll(client, walk, projects, { limits: most, signal });
      if (!read.ok) return read;
      // Between two pages another cluster may have taken its place, whose snapshots are not these.
      const identity = await checkIdentity(client, clusterId, signal);
      if (!identity.ok) return identity;
      walk.commit();
      return read;
    },
  };
}
