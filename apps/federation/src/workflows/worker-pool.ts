import type { PgBoss } from 'pg-boss';

export interface WorkerPoolOptions {
  readonly boss: PgBoss;
  readonly queue: string;
  /** The most jobs at a time in this process. */
  readonly size: number;
  readonly run: (workflowId: string, signal: AbortSignal) => Promise<void>;
}

/** The workers of one queue in this process. */
export interface WorkerPool {
  /** Makes an idle worker poll the queue at once. */
  wake(): void;
}

/** So many workers poll often; the others are woken by one that has found a job. */
const POLLING_WORKERS = 2;
const POLL_SECONDS = 2;
const POLL_SECONDS_WHEN_WOKEN = 60;

/** Starts the workers. Few of them poll, yet a backlog starts at once: each that finds a job wakes the next one. */
export async function startWorkerPool(options: WorkerPoolOptions): Promise<WorkerPool> {
  const { boss, queue, size, run } = options;
  const workers: string[] = [];
  const busy = new Set<number>();
  let last = -1;

  function wake(): void {
    // In turn, so that two that wake one each do not wake the same one.
    for (let step = 1; step <= workers.length; step += 1) {
      const index = (last + step) % workers.length;
      const worker = workers[index];
      if (busy.has(index) || worker === undefined) continue;
      last = index;
      boss.notifyWorker(worker);
      return;
    }
  }

  for (let index = 0; index < size; index += 1) {
    const pollingIntervalSeconds = index < POLLING_WORKERS ? POLL_SECONDS : POLL_SECONDS_WHEN_WOKEN;
    const worker = await boss.work<{ workflowId: string }>(
      queue,
      { pollingIntervalSeconds },
      async (jobs) => {
        busy.add(index);
        wake();
        try {
          for (const { data, signal } of jobs) await run(data.workflowId, signal);
        } finally {
          busy.delete(index);
        }
      },
    );
    workers.push(worker);
  }
  return { wake };
}
