/** So many changes are remembered: more are not checked faster than all are searched. */
const CHANGES_MAX = 4096;

/** Which rows have changed lately, for those who keep what they made of all rows. */
export interface ChangeLog {
  /** How many changes there were. */
  readonly count: () => number;
  note(slot: number): void;
  /** The rows of the changes after so many; undefined when these are no longer known. */
  after(count: number): Iterable<number> | undefined;
}

export function createChangeLog(): ChangeLog {
  const slots = new Uint32Array(CHANGES_MAX);
  let changes = 0;

  function* from(first: number): Generator<number> {
    for (let at = first; at < changes; at += 1) yield slots[at % CHANGES_MAX] ?? 0;
  }
  return {
    count: () => changes,
    note(slot) {
      slots[changes % CHANGES_MAX] = slot;
      changes += 1;
    },
    after: (count) => (changes - count > CHANGES_MAX ? undefined : from(count)),
  };
}
