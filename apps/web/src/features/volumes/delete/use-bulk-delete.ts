import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useEffect, useRef, useState } from 'react';
import { useWrite } from '#/api/use-write.ts';
import { readVolumesAgain, volumeCalls } from '#/api/volume-writes.ts';
import { deleteVolume, type DeleteOutcome } from './delete-volume.ts';
import { formatCount } from '#/lib/format.ts';
import { runLimited } from '#/lib/run-limited.ts';
import { showToast } from '#/lib/toasts.ts';
import { warnBeforeUnload } from '#/lib/warn-before-unload.ts';

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

/** How many of them are on their way out or gone. */
export const progressText = (items: readonly BulkItem[]): string =>
  `${formatCount(items.filter(isDone).length)} of ${formatCount(items.length)} deleted or being deleted`;

const UNENDED = new Set<BulkItem['outcome']['kind']>(['waiting', 'running', 'checking']);

/** Whether it was tried and did not work. */
export const hasFailed = (item: BulkItem): boolean =>
  !UNENDED.has(item.outcome.kind) && !isDone(item);

/** What the next attempt agrees to lose: the volume as it is now, once its changes have been shown. */
const asSeenNow = ({ volume, outcome }: BulkItem): Volume =>
  outcome.kind === 'conflict' ? outcome.now : volume;

const NAMED_MAX = 3;

/** What became of them, for somebody who has closed the dialog. */
function reportEnd(items: readonly BulkItem[]): void {
  const failed = items.filter(hasFailed).map(({ volume }) => volume.name);
  const more = failed.length - NAMED_MAX;
  const named = failed.slice(0, NAMED_MAX).join(', ');
  showToast({
    tone: failed.length > 0 ? 'warning' : 'success',
    title: progressText(items),
    ...(failed.length > 0
      ? { detail: `Failed: ${named}${more > 0 ? ` and ${formatCount(more)} more` : ''}.` }
      : {}),
  });
}

/** Deletes many volumes, each only as it was seen, and keeps what became of each. */
export function useBulkDelete(onDeleted: (volumes: readonly Volume[]) => void) {
  const [items, setItems] = useState<readonly BulkItem[]>([]);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => void (isShown.current = false);
  }, []);

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
    const ended: BulkItem[] = [];
    // Those that are still waiting would be kept, and nobody would say so.
    const stopWarning = warnBeforeUnload();
    await runLimited(volumes, AT_A_TIME, async (volume) => {
      set(volume, { kind: 'running' });
      const calls = volumeCalls(() => set(volume, { kind: 'checking' }));
      const outcome = await deleteVolume(calls, volume);
      ended.push({ volume, outcome });
      set(volume, outcome);
    });
    stopWarning();
    const deleted = ended.filter(isDone).map(({ volume }) => volume);
    onDeleted(deleted);
    if (!isShown.current) reportEnd(ended);
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
