import type { ClusterModel } from './cluster-model.ts';
import { createRecordStore, type RecordStore, type StoreObserver } from './record-store.ts';
import { createTally, type Tally } from './tally.ts';
import type { VolumeRecord } from './volume-record.ts';

/** All volumes of a cluster, with their totals. */
export interface VolumeStore extends RecordStore<VolumeRecord> {
  readonly tally: Tally;
  /** The next free namespace id. */
  nextNsid(): number;
  /** Takes the totals again: what volumes use is not what it was. */
  recount(): void;
}

/** `currentOf` as for {@link createTally}; `recount` is called when what it gives changes. */
export function createVolumeStore(
  currentOf: ClusterModel['currentOf'],
  observer: StoreObserver<VolumeRecord>,
): VolumeStore {
  const tally = createTally(currentOf);
  let highestNsid = 0;
  const store = createRecordStore<VolumeRecord>({
    added(volume) {
      tally.add(volume);
      observer.added(volume);
      highestNsid = Math.max(highestNsid, volume.nsid);
    },
    removed(volume) {
      tally.remove(volume);
      observer.removed(volume);
    },
  });
  return {
    ...store,
    get size() {
      return store.size;
    },
    tally,
    nextNsid: () => highestNsid + 1,
    recount() {
      tally.clear();
      for (const volume of store.after('')) tally.add(volume);
    },
  };
}
