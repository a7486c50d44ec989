import type { RecordStore, StoredRecord } from './record-store.ts';

/** What the end of a transitional state changes. */
type Settling = StoredRecord & { readonly revision: number; readonly state: string };

/** Ends the transitional states that are due: Deleting in nothing, every other in Available. Gives when the next is due. */
export function settleRecords<T extends Settling>(
  store: RecordStore<T & { state: T['state'] | 'Available' }>,
  now: number,
): number {
  let nextDue = Infinity;
  for (const record of store.transitional()) {
    const due = record.until ?? Infinity;
    if (due > now) nextDue = Math.min(nextDue, due);
    else if (record.state === 'Deleting') store.remove(record.UUID);
    else {
      store.put({ ...record, state: 'Available', until: undefined, revision: record.revision + 1 });
    }
  }
  return nextDue;
}
