import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { RecordedKind } from '@asterism/api-types/fleet-api/fleet-task';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { EventBus } from '../events/event-bus.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { RecordedTask, RecordedTaskStore } from '../store/recorded-task-store.ts';
import type { TaskRow } from '../store/task-store.ts';
import { createItemFollower, type ItemFollower } from './item-follower.ts';
import { followRecorded } from './follow-recorded.ts';

/** A write of one volume, or of a snapshot of it, that its cluster has accepted, or of which nobody knows whether it has. */
export interface RecordedWrite {
  readonly kind: RecordedKind;
  /** As it was before; a new one as it begins. */
  readonly volume: Pick<Volume, 'UUID' | 'name' | 'projectName' | 'clusterId' | 'size' | 'ETag'>;
  /** The snapshot of the volume that the write is about. */
  readonly snapshot?: { readonly UUID: string; readonly name: string } | undefined;
  readonly isKnown: boolean;
  readonly startedBy: string;
  readonly origin: RequestOrigin;
}

/** Records writes as tasks, beside them: it slows none down, and fails none. */
export interface WriteRecorder {
  record(write: RecordedWrite): void;
  /** From now on, what other processes have left is followed. Call it once it is known which clusters there are. */
  followLeft(): void;
  close(): Promise<void>;
}

export interface WriteRecorderOptions {
  readonly store: RecordedTaskStore;
  readonly bus: Pick<EventBus, 'subscribe'>;
  readonly inventory: Pick<Inventory, 'find' | 'asOf'>;
  readonly snapshots: Pick<SnapshotIndex, 'ofVolume' | 'asOf'>;
  readonly monitor: { readonly cluster: (clusterId: string) => unknown };
  readonly log: Logger;
  readonly onChange: (task: TaskRow) => void;
}

/** How often it is looked for what another process has recorded and did not end, in milliseconds. */
const ADOPT_MS = 60_000;
/** So many writes may wait to be recorded: what comes beyond that, while the database is slow, is not. */
const WAITING_MAX = 1000;

export function createWriteRecorder(options: WriteRecorderOptions): WriteRecorder {
  const { store, log, onChange } = options;
  const ending = new AbortController();
  const { signal } = ending;
  const working = new Set<Promise<void>>();
  const followed = new Set<string>();
  const followers = new Map<string, ItemFollower>();

  function followerOf({ task, item }: RecordedTask, isOwn: boolean): ItemFollower {
    const write = { kind: task.kind, isKnown: item.state !== 'running', isOwn };
    const name = Object.values(write).join(' ');
    const endOf = followRecorded(write, options.snapshots);
    const follower =
      followers.get(name) ??
      createItemFollower({
        ...options,
        follow: (one, asOf) => endOf(options.inventory.find(one.volumeId), one, asOf),
      });
    followers.set(name, follower);
    return follower;
  }

  /** Follows a task to its end; several processes may, and one of them stores that. */
  async function follow(recorded: RecordedTask, isOwn: boolean): Promise<void> {
    const { task, item } = recorded;
    if (followed.has(task.id)) return;
    followed.add(task.id);
    try {
      const end = await followerOf(recorded, isOwn).follow(item, signal);
      const ended = await store.end(task.id, end);
      if (ended !== undefined) onChange(ended);
    } finally {
      followed.delete(task.id);
    }
  }

  /** Lets something go on beside everything else. */
  function beside(work: Promise<void>, problem: string): Promise<void> {
    const watched = work.catch((error: unknown) => {
      if (!signal.aborted) log.warn({ err: error }, problem);
    });
    return watched;
  }
  const followBeside = (recorded: RecordedTask, isOwn: boolean): void =>
    void beside(follow(recorded, isOwn), 'a recorded write could not be followed');

  async function add(write: RecordedWrite): Promise<void> {
    const { kind, volume, snapshot, isKnown, startedBy, origin } = write;
    const taskId = randomUUID();
    const { UUID, name, projectName, clusterId, size, ETag } = volume;
    const recorded = await store.add(
      {
        id: taskId,
        kind,
        change: null,
        policy: null,
        total: 1,
        skipped: 0,
        capacity: BigInt(size),
        mayBeInUse: 0,
        modified: 0,
        snapshots: null,
        clones: null,
        subject: snapshot?.name ?? name,
        projects: [projectName],
        clusterIds: [clusterId],
        startedBy,
        origin,
        retryOf: null,
      },
      {
        taskId,
        index: 0,
        volumeId: UUID,
        snapshotId: snapshot?.UUID ?? null,
        name,
        projectName,
        clusterId,
        size,
        etag: ETag,
        seen: '',
        isModified: false,
        mayBeInUse: false,
        snapshots: null,
        clones: null,
        state: isKnown ? 'following' : 'running',
        failure: null,
      },
    );
    onChange(recorded.task);
    followBeside(recorded, true);
  }

  async function adopt(): Promise<void> {
    for (const recorded of await store.unended()) followBeside(recorded, false);
    await store.removeOld();
  }
  const adoptBeside = (): void => {
    const adopting = beside(adopt(), 'recorded writes could not be read').finally(() =>
      working.delete(adopting),
    );
    working.add(adopting);
  };
  let timer: ReturnType<typeof setInterval> | undefined;

  return {
    record(write) {
      if (working.size >= WAITING_MAX || signal.aborted) return;
      const adding = beside(add(write), 'a write could not be recorded').finally(() =>
        working.delete(adding),
      );
      working.add(adding);
    },
    followLeft() {
      adoptBeside();
      timer = setInterval(adoptBeside, ADOPT_MS).unref();
    },
    async close() {
      clearInterval(timer);
      await Promise.all(working);
      ending.abort();
      for (const follower of followers.values()) follower.close();
    },
  };
}
