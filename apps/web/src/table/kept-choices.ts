import { z } from 'zod/mini';
import { readOpening } from './opening-view.ts';

const keptChoices = z.object({
  columns: z.catch(z.optional(z.array(z.string())), undefined),
  widths: z.catch(z.optional(z.record(z.string(), z.number())), undefined),
});
type Chosen = z.infer<typeof keptChoices>;
/** How a person likes to see a list, as far as they have chosen. */
export interface KeptChoices extends Chosen {
  /** The view that the list opens with where the address says nothing, as an address has it. */
  readonly opensWith?: string | undefined;
}

/** Tells the page that something was chosen of a list, by its name. */
export const CHOSEN = 'asterism-list-chosen';

const PREFIX = 'asterism-list-';
/** Under what they are kept in this browser. */
export const choicesKey = (list: string, person: string): string => `${PREFIX}${list}-${person}`;

/** What was chosen since the page was loaded: all there is where the browser's storage is full or forbidden. */
export const chosenHere = new Map<string, Chosen>();

function read(key: string): Chosen {
  try {
    const kept = keptChoices.safeParse(JSON.parse(localStorage.getItem(key) ?? '{}'));
    return kept.data ?? {};
  } catch {
    return {};
  }
}

/** How a person has last chosen to see a list in this browser. */
export function readChoices(list: string, person: string): KeptChoices {
  const key = choicesKey(list, person);
  return { ...read(key), ...chosenHere.get(key), opensWith: readOpening(list, person) };
}

/** Keeps how a person has chosen to see a list. */
export function keepChoices(list: string, person: string, choices: Chosen): void {
  if (Object.keys(choices).length === 0) return;
  const key = choicesKey(list, person);
  chosenHere.set(key, { ...chosenHere.get(key), ...choices });
  try {
    localStorage.setItem(key, JSON.stringify({ ...read(key), ...chosenHere.get(key) }));
  } catch {
    // Then they last as long as the page.
  }
  dispatchEvent(new CustomEvent(CHOSEN, { detail: list }));
}
