import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { useWrite } from '#/api/use-write.ts';
import { readVolumesAgain, volumeCalls } from '#/api/volume-writes.ts';
import { deleteVolume, type DeleteOutcome } from './delete-volume.ts';
import { runLimited } from '#/lib/run-limited.ts';

const AT_A_TIME = 4;

/** One volume of many to delete: as last seen, and what became of it. */
export interface BulkItem {
  readonly volume: Volume;
  readonly outcome:
    | DeleteOutcome
    | { readonly kind: 'waiting' }
    | { readonly kind: 'running' }
    /** The answer was lost: it is being found out what became of it. */
    | { readonly kind: 'checking' };
}

/** Whether the volume is on its way out or gone. */
export const isDone = ({ outcome }: BulkItem): boolean =>
  outcome.kind === 'done' || outcome.kind === 'notFound';

const UNENDED = new Set<BulkItem['outcome']['kind']>(['waiting', 'running', 'checking']);

/** Whether it was tried and did not work. */
export const hasFailed = (item: BulkItem): boolean =>
  !UNENDED.has(item.outcome.kind) && !isDone(item);

/** What the next attempt agrees to lose: the volume as it is now, once its changes have been shown. */
const asSeenNow = ({ volume, outcome }: BulkItem): Volume =>
  outcome.kind === 'conflict' ? outcome.now : volume;

/** Deletes many volumes, each only as it was seen, and keeps what became of each. */
export function useBulkDelete(onDeleted: (volumes: readonly Volume[]) => void) {
  const [items, setItems] = useState<readonly BulkItem[]>([]);

  const set = (volume: Volume, outcome: BulkItem['outcome']) =>
    setItems((before) =>
      before.map((item) => (item.volume.UUID === volume.UUID ? { volume, outcome } : item)),
    );

  async function run(volumes: readonly Volume[]) {
    setItems((before) =>
      before.length > 0
        ? before
        : volumes.map((volume) => ({ volume, outcome: { kind: 'waiting' } })),
    );
    const deleted: Volume[] = [];
    await runLimited(volumes, AT_A_TIME, async (volume) => {
      set(volume, { kind: 'running' });
      const calls = volumeCalls(() => set(volume, { kind: 'checking' }));
      const outcome = await deleteVolume(calls, volume);
      if (isDone({ volume, outcome })) deleted.push(volume);
      set(volume, outcome);
    });
    onDeleted(deleted);
    void readVolumesAgain(deleted.map(({ UUID }) => UUID));
    return { kind: 'done' } as const;
  }
  const { write, isPending, reset } = useWrite(run);

  return {
    items,
    isRunning: isPending,
    start: (volumes: readonly Volume[]) => write(volumes),
    retryFailed: () => {
      reset();
      write(items.filter(hasFailed).map(asSeenNow));
    },
  };
}
