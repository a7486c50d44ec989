import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import { createDueList, type DueList } from './due-list.ts';
import { createRecordStore, type RecordStore } from './record-store.ts';

/** The policies of single volumes. */
export interface ResourcePolicyStore extends RecordStore<ResourcePolicy> {
  /** Those whose next snapshot is due, by UUID. */
  readonly due: DueList;
  ofVolume(volumeUUID: string): Iterable<ResourcePolicy>;
}

/** A schedule counts from when it comes into the store: what was due before that is not made up for. */
export function createResourcePolicyStore(now: () => number): ResourcePolicyStore {
  const due = createDueList();
  const byVolume = new Map<string, Map<string, ResourcePolicy>>();
  const store = createRecordStore<ResourcePolicy>({
    added(policy) {
      const { UUID, resourceUUID, schedulePolicy } = policy;
      const others = byVolume.get(resourceUUID) ?? new Map<string, ResourcePolicy>();
      byVolume.set(resourceUUID, others.set(UUID, policy));
      due.set(UUID, nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now()));
    },
    removed({ UUID, resourceUUID }) {
      const others = byVolume.get(resourceUUID);
      others?.delete(UUID);
      if (others?.size === 0) byVolume.delete(resourceUUID);
      due.set(UUID, undefined);
    },
  });
  return {
    ...store,
    get size() {
      return store.size;
    },
    due,
    ofVolume: (volumeUUID) => byVolume.get(volumeUUID.toLowerCase())?.values() ?? [],
  };
}
