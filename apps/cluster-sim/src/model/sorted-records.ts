/** Records in the order of their UUIDs: the order of `offsetUUID` paging. */
export interface SortedRecords<T extends { readonly UUID: string }> {
  readonly size: number;
  /** Adds the record, or replaces the one with its UUID. */
  put(record: T): void;
  delete(uuid: string): void;
  /** The records after the given UUID, whether there is one of it or not; all of them after the empty string. */
  after(uuid: string): Iterable<T>;
}

/** Binary search to find, an array to walk; adding in order costs nothing. */
export function createSortedRecords<T extends { readonly UUID: string }>(): SortedRecords<T> {
  const records: T[] = [];

  const uuidAt = (position: number): string => records[position]?.UUID ?? '';

  /** The position of the first record whose UUID is not below the given one. */
  function positionOf(uuid: string): number {
    let low = 0;
    let high = records.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (uuidAt(middle) < uuid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get size() {
      return records.length;
    },
    put(record) {
      if (uuidAt(records.length - 1) < record.UUID) {
        records.push(record);
        return;
      }
      const position = positionOf(record.UUID);
      const replaced = uuidAt(position) === record.UUID ? 1 : 0;
      records.splice(position, replaced, record);
    },
    delete(uuid) {
      const position = positionOf(uuid);
      if (uuidAt(position) === uuid) records.splice(position, 1);
    },
    *after(uuid) {
      let position = positionOf(uuid);
      if (uuidAt(position) === uuid) position += 1;
      for (let next = records[position]; next !== undefined; next = records[position]) {
        yield next;
        position += 1;
      }
    },
  };
}
