import type { ReadList, UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { AnnouncedWalk } from './announced-walks.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';

/** A cluster under watch: what its loops share. */
export interface WatchedCluster {
  cluster: AttachedCluster;
  snapshot: ClusterSnapshot;
  /** Why the newest walk over its volumes failed; empty when it did not. */
  walkError: string;
  /** Why the newest walk was broken off, when that is what the cluster answered: then it counts as not connected. */
  invalidData: string | undefined;
  /** The rows of its lists that cannot be read, by list. */
  readonly unreadable: Map<ReadList, UnreadableRows>;
  /** Connected again: what was read of its volumes before, or was not, says nothing of now. */
  isBack: boolean;
  /** What another replica says of its newest walk, until that was looked at. */
  announced: AnnouncedWalk | undefined;
  /** When it last answered a poll. */
  answeredAt: Date | undefined;
  /** Of `performance.now()`: when its next poll should have ended. */
  pollDueBy: number;
  /** Of `performance.now()`: when its volumes should have been read again. */
  walkDueBy: number;
  /** Its volumes have been read since the start, or it was found that they cannot be for now. */
  isSettled: boolean;
  /** Aborted when the watching ends. */
  readonly ended: AbortSignal;
}

/** Whether a poll or a walk that should have ended has not, as when a loop hangs: what is known of it may be old. */
export const isOverdue = (watched: WatchedCluster, now = performance.now()): boolean =>
  now > watched.pollDueBy ||
  (watched.cluster.status === 'Connected' && watched.isSettled && now > watched.walkDueBy);

/** Keeps how many rows of a list could not be read; whether that has changed. */
export function noteUnreadable(
  { unreadable }: Pick<WatchedCluster, 'unreadable'>,
  list: ReadList,
  { rows, firstFault }: Omit<UnreadableRows, 'list'>,
): boolean {
  const before = unreadable.get(list);
  if (rows === 0) return unreadable.delete(list);
  unreadable.set(list, { list, rows, firstFault });
  return before?.rows !== rows || before.firstFault !== firstFault;
}

/** The rows that could not be read of an answer. */
export const rowsOf = ({ unreadable, firstFault }: ListReading) => ({
  rows: unreadable,
  firstFault,
});
