import { snapshotExpiry } from '@asterism/api-types/rules/snapshot-expiry';
import { createDueList, type DueList } from './due-list.ts';
import { createRecordStore, type RecordStore } from './record-store.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

/** All snapshots of a cluster. */
export interface SnapshotStore extends RecordStore<SnapshotRecord> {
  /** Those whose retention is over, by UUID; one that is Deleting is not among them. */
  readonly over: DueList;
}

export function createSnapshotStore(): SnapshotStore {
  const over = createDueList();
  const store = createRecordStore<SnapshotRecord>({
    added(snapshot) {
      if (snapshot.state !== 'Deleting') over.set(snapshot.UUID, snapshotExpiry(snapshot));
    },
    removed: ({ UUID }) => over.set(UUID, undefined),
  });
  return {
    ...store,
    get size() {
      return store.size;
    },
    over,
  };
}
