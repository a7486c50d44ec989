/** Keys for the rows of a list that are drawn, by which the element of a row that has gone becomes that of a new one. */
export interface RowKeys {
  /**
   * A key for each id, but where it comes again. A row that stays keeps its own, and none that stays is moved among the
   * others.
   */
  readonly of: (ids: readonly Id[]) => readonly (number | undefined)[];
  /** The element of this one of the rows, from 0, becomes no other's: it has the focus. */
  readonly keepApart: (at: number) => void;
}
/** Undefined: a row that is on its way. */
type Id = string | undefined;

/** For each of the new ids, where the next one that stays was before; at the end, none. */
function nextStaying(ids: readonly Id[], before: ReadonlyMap<string, number>): number[] {
  let next = Number.POSITIVE_INFINITY;
  return ids
    .toReversed()
    .map((id) => (next = before.get(id ?? '') ?? next))
    .toReversed();
}

export function createRowKeys(): RowKeys {
  let ids: readonly Id[] = [];
  let keys: readonly (number | undefined)[] = [];
  let made = 0;
  let apart: string | undefined;
  return {
    keepApart: (at) => (apart = ids[at]),
    of: (given) => {
      // Between two answers a row may have moved from one block to the next: then it is in both for a moment.
      const wanted = given.map((id, at) => (given.indexOf(id) === at ? id : undefined));
      if (wanted.length === ids.length && wanted.every((id, at) => id === ids[at])) return keys;
      const places = new Map(ids.flatMap((id, at) => (id === undefined ? [] : [[id, at]])));
      const staying = new Set(wanted);
      const free = new Set(
        [...places].filter(([id]) => id !== apart && !staying.has(id)).map(([, at]) => at),
      );
      const ends = nextStaying(wanted, places);
      let passed = -1;
      const placeFor = (at: number): number | undefined => {
        const end = ends[at] ?? Number.POSITIVE_INFINITY;
        for (const place of free) if (place > passed && place < end) return place;
        // Behind the last one that stays, one from the front is moved there.
        return end === Number.POSITIVE_INFINITY ? free.values().next().value : undefined;
      };
      keys = wanted.map((id, at) => {
        if (id === undefined) return undefined;
        const place = places.get(id) ?? placeFor(at);
        if (place === undefined) return (made += 1);
        free.delete(place);
        passed = Math.max(passed, place);
        return keys[place] ?? (made += 1);
      });
      ids = wanted;
      return keys;
    },
  };
}
