/** Who was last known to be here (`layouts/use-kept-settings.ts`): the first question is asked before it is known who is. */
const lastPerson = (): string => localStorage.getItem('asterism-settings-of') ?? '';

const keyOf = (list: string, person: string): string => `asterism-opens-${list}-${person}`;

/** The view that a person's list opens with, as an address has it; this browser's copy, so that nothing waits for it. */
export function readOpening(list: string, person?: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(list, person ?? lastPerson())) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps which view a person's list opens with; undefined: with none. */
export function keepOpening(list: string, person: string, query: string | undefined): void {
  try {
    if (query === undefined) localStorage.removeItem(keyOf(list, person));
    else localStorage.setItem(keyOf(list, person), query);
  } catch {
    // Then the list opens as for anybody.
  }
}
