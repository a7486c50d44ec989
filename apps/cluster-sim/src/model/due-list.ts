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
}

/** A binary heap: a sorted array costs a move of all that follows, and 100,000 volumes may have a schedule each. */
export function createDueList(): DueList {
  const times = new Map<string, number>();
  /** Also has what was set anew since, which is dropped when it comes to the top. */
  const heap: Due[] = [];

  const atOf = (position: number): number => heap[position]?.at ?? Infinity;

  function swap(one: number, other: number): void {
    const [first, second] = [heap[one], heap[other]];
    if (first === undefined || second === undefined) return;
    heap[one] = second;
    heap[other] = first;
  }

  function push(due: Due): void {
    let position = heap.push(due) - 1;
    for (let parent = (position - 1) >> 1; position > 0; parent = (position - 1) >> 1) {
      if (atOf(parent) <= due.at) return;
      swap(parent, position);
      position = parent;
    }
  }

  function dropTop(): void {
    swap(0, heap.length - 1);
    heap.pop();
    for (let position = 0, least = 0; ; position = least) {
      for (const child of [2 * position + 1, 2 * position + 2]) {
        if (atOf(child) < atOf(least)) least = child;
      }
      if (least === position) return;
      swap(position, least);
    }
  }

  return {
    set(id, at = Infinity) {
      if (times.get(id) === at) return;
      times.delete(id);
      if (at === Infinity) return;
      times.set(id, at);
      push({ id, at });
    },
    first(now) {
      for (let [top] = heap; top !== undefined && top.at <= now; [top] = heap) {
        if (times.get(top.id) === top.at) return top;
        dropTop();
      }
      return undefined;
    },
  };
}
