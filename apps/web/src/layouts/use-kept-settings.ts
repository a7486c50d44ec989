import type { Settings } from '@asterism/api-types/bff-api/preferences-api';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { changePreference, preferenceOf, preferencesQuery } from '#/api/preferences.ts';
import { useSession } from '#/api/session.ts';
import type { Choice } from '#/lib/choice.ts';
import { density, singleKeys, theme, timeZone, units } from '#/lib/settings.ts';
import { showToast } from '#/lib/toasts.ts';

/** Whose settings the copy in this browser is. */
const OWNER_KEY = 'asterism-settings-of';

function owner(): string | null {
  try {
    return localStorage.getItem(OWNER_KEY);
  } catch {
    return null;
  }
}
function keepOwner(username: string): void {
  try {
    localStorage.setItem(OWNER_KEY, username);
  } catch {
    // Storage may be forbidden: then there is no copy.
  }
}

/** One setting as it is chosen here, and as the server keeps it. */
function bind<Name extends keyof Settings>(
  name: Name,
  choice: Choice<NonNullable<Settings[Name]>>,
) {
  const choose = (value: NonNullable<Settings[Name]>) => {
    if (value !== choice.get()) choice.choose(value);
  };
  return {
    key: choice.key,
    readAgain: choice.readAgain,
    apply: (settings: Settings) => {
      const value = settings[name];
      if (value !== undefined) choose(value);
    },
    reset: () => choose(choice.standard),
    into: (settings: Settings): Settings => ({ ...settings, [name]: choice.get() }),
  };
}

const SETTINGS = [
  bind('theme', theme),
  bind('density', density),
  bind('timeZone', timeZone),
  bind('units', units),
  bind('singleKeys', singleKeys),
] as const;

/** What the server says is shown here; it is not sent back. */
let isApplying = false;

function apply(settings: Settings, username: string, chosenHere: ReadonlySet<string>): void {
  isApplying = true;
  const former = owner();
  for (const setting of SETTINGS) {
    if (chosenHere.has(setting.key)) continue;
    // What somebody else has chosen in this browser is not what this person likes.
    if (former !== null && former !== username) setting.reset();
    setting.apply(settings);
  }
  keepOwner(username);
  isApplying = false;
}

async function save(into: (settings: Settings) => Settings): Promise<void> {
  const outcome = await changePreference('settings', (current) => into(current ?? {})).catch(
    () => undefined,
  );
  if (outcome?.kind === 'done') return;
  showToast({
    tone: 'warning',
    title: 'Your setting was not saved',
    detail: 'It is kept in this browser only. Choose it again to try once more.',
  });
}

/** Keeps what the person has chosen with them on the server, and shows here what they have chosen elsewhere. */
export function useKeptSettings(): void {
  const { username } = useSession();
  const { data } = useQuery(preferencesQuery());
  /** What was chosen on this page is newer than what the server has said before. */
  const [chosenHere] = useState(() => new Set<string>());
  useEffect(() => {
    if (data !== undefined) apply(preferenceOf(data, 'settings') ?? {}, username, chosenHere);
  }, [data, username, chosenHere]);

  useEffect(() => {
    const stop = new AbortController();
    for (const { key, into } of SETTINGS) {
      const onChoice = () => {
        if (isApplying) return;
        chosenHere.add(key);
        void save(into);
      };
      addEventListener(key, onChoice, stop);
    }
    const onStorage = (event: StorageEvent) =>
      SETTINGS.find(({ key }) => key === event.key)?.readAgain();
    addEventListener('storage', onStorage, stop);
    return () => stop.abort();
  }, [chosenHere]);
}
