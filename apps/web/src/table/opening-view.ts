/** Who was last known to be here (`layouts/use-kept-settings.ts`): the first question is asked before it is known who is. */
const lastPerson = (): string => localStorage.getItem('asterism-settings-of') ?? '';

/** Under what it is kept in this browser. */
export const openingKey = (list: string, person: string): string =>
  `asterism-opens-${list}-${person}`;

/** The view that a person's list opens with, as an address has it; this browser's copy, so that nothing waits for it. */
export function readOpening(list: string, person?: string): string | undefined {
  try {
    return localStorage.getItem(openingKey(list, person ?? lastPerson())) ?? undefined;
  } catch {
    return undefined;
  }
}
