import { createSortedRecords, type SortedRecords } from './sorted-records.ts';

/** What a store needs to know of the things in it. */
export interface StoredRecord {
  readonly UUID: string;
  readonly projectName: string;
  readonly name: string;
  readonly state: string;
  /** When a transitional state ends, in milliseconds since the epoch; undefined for states that stay. */
  readonly until?: number | undefined;
}

/** All things of a kind with what it takes to find them without a scan. */
export interface RecordStore<T extends StoredRecord> {
  readonly size: number;
  get(uuid: string): T | undefined;
  /** The thing of that name in the project; one that is being deleted only when no other has the name. */
  findByName(projectName: string, name: string): T | undefined;
  /** The thing that makes the name unusable: one that is being deleted does not (lightbits-api §4). */
  ownerOfName(projectName: string, name: string): T | undefined;
  /** In the order of their UUIDs, from the one after `uuid`; of one project if one is named. */
  after(uuid: string, projectName?: string): Iterable<T>;
  /** The things whose state ends by itself. */
  transitional(): Iterable<T>;
  /** Adds the thing, or replaces the one with its UUID. */
  put(record: T): void;
  remove(uuid: string): void;
}

/** Gets every record that comes into the store or leaves it. */
export interface StoreObserver<T> {
  added(record: T): void;
  removed(record: T): void;
}

const nameKey = (projectName: string, name: string): string => `${projectName}/${name}`;

export function createRecordStore<T extends StoredRecord>(
  observer?: StoreObserver<T>,
): RecordStore<T> {
  const records = new Map<string, T>();
  const byName = new Map<string, string>();
  const transitional = new Map<string, T>();
  const order = createSortedRecords<T>();
  const orderByProject = new Map<string, SortedRecords<T>>();

  function orderOf(projectName: string): SortedRecords<T> {
    const known = orderByProject.get(projectName);
    if (known !== undefined) return known;
    const created = createSortedRecords<T>();
    orderByProject.set(projectName, created);
    return created;
  }

  function forgetName({ UUID, projectName, name }: T): void {
    const key = nameKey(projectName, name);
    if (byName.get(key) === UUID) byName.delete(key);
  }

  const ownerOfName = (projectName: string, name: string): T | undefined =>
    records.get(byName.get(nameKey(projectName, name)) ?? '');

  return {
    get size() {
      return records.size;
    },
    get: (uuid) => records.get(uuid.toLowerCase()),
    findByName: (projectName, name) =>
      ownerOfName(projectName, name) ??
      [...transitional.values()].find((r) => r.projectName === projectName && r.name === name),
    ownerOfName,
    after(uuid, projectName) {
      const sorted = projectName === undefined ? order : orderByProject.get(projectName);
      return sorted?.after(uuid) ?? [];
    },
    transitional: () => transitional.values(),
    put(record) {
      const before = records.get(record.UUID);
      order.put(record);
      orderOf(record.projectName).put(record);
      if (before !== undefined) {
        forgetName(before);
        observer?.removed(before);
      }
      records.set(record.UUID, record);
      observer?.added(record);
      if (record.state !== 'Deleting') {
        byName.set(nameKey(record.projectName, record.name), record.UUID);
      }
      if (record.until === undefined) transitional.delete(record.UUID);
      else transitional.set(record.UUID, record);
    },
    remove(uuid) {
      const record = records.get(uuid);
      if (record === undefined) return;
      records.delete(uuid);
      transitional.delete(uuid);
      order.delete(uuid);
      orderByProject.get(record.projectName)?.delete(uuid);
      forgetName(record);
      observer?.removed(record);
    },
  };
}
