/** Something that is due, and when: milliseconds since the epoch. */
export interface Due {
  readonly id: string;
  readonly at: number;
}

/** Things that are due at some time each. */
export interface DueList {
  /** Says when a thing is due from now on; undefined or `Infinity`: never. */
  set(id: string, at: number | undefined): void;
  /** What has been due for longest; undefined when nothing is due by then. */
  first(now: number): Due | undefined;
  /** So many things are due at some time. */
  readonly size: number;
}

/** A binary heap: a sorted array costs a move of all that follows, and 100,000 volumes may have a schedule each. */
export function createDueList(): DueList {
  const heap: Due[] = [];
  /** Where in the heap each thing is: what is set anew, or due no more, leaves nothing behind. */
  const places = new Map<string, number>();

  const atOf = (place: number): number => heap[place]?.at ?? Infinity;

  function put(due: Due, place: number): void {
    heap[place] = due;
    places.set(due.id, place);
  }

  /** Puts a thing where it belongs, at this place or above or below it: what is there is moved out of its way. */
  function settle(due: Due, from: number): void {
    let place = from;
    for (let parent = (place - 1) >> 1; place > 0; parent = (place - 1) >> 1) {
      const above = heap[parent];
      if (above === undefined || above.at <= due.at) break;
      put(above, place);
      place = parent;
    }
    for (;;) {
      const left = 2 * place + 1;
      const child = atOf(left + 1) < atOf(left) ? left + 1 : left;
      const below = heap[child];
      if (below === undefined || below.at >= due.at) break;
      put(below, place);
      place = child;
    }
    put(due, place);
  }

  function remove(id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    places.delete(id);
    const last = heap.pop();
    if (last !== undefined && place < heap.length) settle(last, place);
  }

  return {
    set(id, at = Infinity) {
      if (at === Infinity) remove(id);
      else settle({ id, at }, places.get(id) ?? heap.length);
    },
    first: (now) => (atOf(0) <= now ? heap[0] : undefined),
    get size() {
      return heap.length;
    },
  };
}
