import type { Lists } from '@asterism/api-types/bff-api/preferences-api';
import { useEffect } from 'react';
import { changePreference } from '#/api/preferences.ts';
import { useSession } from '#/api/session.ts';
import { showToast } from '#/lib/toasts.ts';
import { CHOSEN, choicesKey, chosenHere, readChoices } from '#/table/kept-choices.ts';

/** Takes over how a person has chosen to see a list in another browser, for when it is next opened. */
function takeChoices(list: string, person: string, choices: Lists[string]): void {
  const key = choicesKey(list, person);
  if (chosenHere.has(key)) return;
  try {
    localStorage.setItem(key, JSON.stringify(choices));
  } catch {
    // Then it is seen there only.
  }
}

/** Arrow keys change a width many times a second: the last of it is kept. */
const SETTLED_MS = 500;

async function save(list: string, person: string): Promise<void> {
  const { columns, widths } = readChoices(list, person);
  const choices = {
    ...(columns === undefined ? {} : { columns }),
    ...(widths === undefined ? {} : { widths }),
  };
  const outcome = await changePreference('lists', (current = {}) => ({
    ...current,
    [list]: choices,
  })).catch(() => undefined);
  if (outcome?.kind === 'done') return;
  showToast({
    tone: 'warning',
    title: 'The columns of this list were not saved',
    detail: 'They are kept in this browser only. Change them again to try once more.',
  });
}

/**
 * Keeps with the person on the server how they like the columns of their lists. What they have chosen in another browser
 * holds from when a list is next opened: nothing moves under the hand.
 */
export function useKeptChoices(kept: Lists | undefined): void {
  const { username } = useSession();
  useEffect(() => {
    for (const [list, choices] of Object.entries(kept ?? {})) takeChoices(list, username, choices);
  }, [kept, username]);
  useEffect(() => {
    const waiting = new Map<string, ReturnType<typeof setTimeout>>();
    const onChosen = (event: Event) => {
      const list = event instanceof CustomEvent ? String(event.detail) : '';
      clearTimeout(waiting.get(list));
      waiting.set(
        list,
        setTimeout(() => {
          waiting.delete(list);
          void save(list, username);
        }, SETTLED_MS),
      );
    };
    addEventListener(CHOSEN, onChosen);
    return () => {
      removeEventListener(CHOSEN, onChosen);
      for (const [list, timer] of waiting) {
        clearTimeout(timer);
        void save(list, username);
      }
    };
  }, [username]);
}
