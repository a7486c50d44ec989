import type { RecordStore, StoredRecord } from './record-store.ts';

/** How a thing is once it has been created, changed or rolled back. */
const SETTLED = { state: 'Available', until: undefined } as const;

/** A thing whose transitional state, other than Deleting, has ended. */
export const settled = <T extends { readonly revision: number }>(record: T) => ({
  ...record,
  ...SETTLED,
  revision: record.revision + 1,
});

/** Ends the transitional states that are due: Deleting in nothing, every other as `end` has it. Gives when the next is due. */
export function settleRecords<T extends StoredRecord>(
  store: RecordStore<T>,
  now: number,
  end: (record: T) => T,
): number {
  let nextDue = Infinity;
  for (const record of store.transitional()) {
    const due = record.until ?? Infinity;
    if (due > now) nextDue = Math.min(nextDue, due);
    else if (record.state === 'Deleting') store.remove(record.UUID);
    else store.put(end(record));
  }
  return nextDue;
}
