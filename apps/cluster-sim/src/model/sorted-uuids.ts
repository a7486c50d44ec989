/** UUIDs in ascending order: the order of `offsetUUID` paging. */
export interface SortedUuids {
  readonly size: number;
  add(uuid: string): void;
  delete(uuid: string): void;
  /** The UUIDs after the given one, whether that is among them or not; all of them after the empty string. */
  after(uuid: string): Iterable<string>;
}

/** Binary search to find, an array to walk; adding in order costs nothing. */
export function createSortedUuids(): SortedUuids {
  const uuids: string[] = [];

  /** The position of the first UUID that is not below the given one. */
  function positionOf(uuid: string): number {
    let low = 0;
    let high = uuids.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((uuids[middle] ?? '') < uuid) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    get size() {
      return uuids.length;
    },
    add(uuid) {
      const last = uuids.at(-1);
      if (last === undefined || last < uuid) {
        uuids.push(uuid);
        return;
      }
      const position = positionOf(uuid);
      if (uuids[position] !== uuid) uuids.splice(position, 0, uuid);
    },
    delete(uuid) {
      const position = positionOf(uuid);
      if (uuids[position] === uuid) uuids.splice(position, 1);
    },
    *after(uuid) {
      let position = positionOf(uuid);
      if (uuids[position] === uuid) position += 1;
      for (; position < uuids.length; position += 1) yield uuids[position] ?? '';
    },
  };
}
