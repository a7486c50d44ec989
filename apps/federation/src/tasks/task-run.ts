import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import type { TaskItemRow, TaskItemStore } from '../store/task-item-store.ts';
import type { TaskRow } from '../store/task-store.ts';
import type { ItemFollower } from './item-follower.ts';
import type { ItemWriter } from './item-writer.ts';

/** What came of an item: its cluster has accepted it and is to be followed, nothing is left to do, or why it was not done. */
export type ItemOutcome = 'following' | 'done' | TaskFailure;

/** In whose name an item is done, and until when. */
export interface RunOptions {
  readonly deps: OperationDeps;
  readonly principal: Principal;
  readonly signal: AbortSignal;
}

/** One run of a task: what the lanes of its clusters share. */
export interface TaskRunContext {
  readonly task: TaskRow;
  readonly deps: OperationDeps;
  readonly items: TaskItemStore;
  readonly writer: ItemWriter;
  readonly follower: ItemFollower;
  /** Whether it is known what the cluster has of what the task is about. */
  readonly isRead: (clusterId: string) => boolean;
  /** Does with one item what the task is for. */
  readonly runItem: (item: TaskItemRow, options: RunOptions) => Promise<ItemOutcome>;
  /** Who started it, with the rights that they have now; undefined when they may not sign in any more. */
  readonly principal: () => Promise<Principal | undefined>;
  readonly signal: AbortSignal;
  /** Whether nothing more is to begin, because somebody has asked for that. */
  readonly isStopping: () => boolean;
}

/** Stores why an item was not done. Throws when the run is interrupted: what fails then is left to a later run. */
export async function failItem(
  { writer, signal }: TaskRunContext,
  { index, state }: TaskItemRow,
  failure: TaskFailure,
): Promise<void> {
  // Clusters and connections go with the process, which looks as if they were detached.
  signal.throwIfAborted();
  await writer.write({ index, from: state, to: 'failed', failure });
}

/** Follows an item that its cluster has accepted, and stores how it has ended. */
export async function followItem(
  { follower, writer, signal }: TaskRunContext,
  item: TaskItemRow,
): Promise<void> {
  const end = await follower.follow(item, signal);
  const ended = end === 'done' ? { to: end } : { to: 'failed' as const, failure: end };
  await writer.write({ index: item.index, from: 'following', ...ended });
}
