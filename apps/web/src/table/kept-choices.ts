import { z } from 'zod/mini';

const keptChoices = z.object({
  columns: z.catch(z.optional(z.array(z.string())), undefined),
});
/** How a person likes to see a list, as far as they have chosen. */
export type KeptChoices = z.infer<typeof keptChoices>;

const PREFIX = 'asterism-list-';
const keyOf = (list: string, person: string): string => `${PREFIX}${list}-${person}`;

/** What was chosen since the page was loaded: all there is where the browser's storage is full or forbidden. */
const chosenHere = new Map<string, KeptChoices>();

function read(key: string): KeptChoices {
  try {
    const kept = keptChoices.safeParse(JSON.parse(localStorage.getItem(key) ?? '{}'));
    return kept.data ?? {};
  } catch {
    return {};
  }
}

/** How a person has last chosen to see a list in this browser. */
export function readChoices(list: string, person: string): KeptChoices {
  const key = keyOf(list, person);
  return { ...read(key), ...chosenHere.get(key) };
}

/** Keeps how a person has chosen to see a list. */
export function keepChoices(list: string, person: string, choices: KeptChoices): void {
  const key = keyOf(list, person);
  chosenHere.set(key, { ...chosenHere.get(key), ...choices });
  try {
    localStorage.setItem(key, JSON.stringify(readChoices(list, person)));
  } catch {
    // Then they last as long as the page.
  }
}
