import { createStore } from './store.ts';

/** High contrast is light or dark, as the system prefers. */
export const THEMES = ['system', 'light', 'dark', 'high-contrast'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'asterism-theme';

function chosen(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((each) => each === stored) ?? 'system';
  } catch {
    // Storage may be forbidden: the system's preference then decides.
    return 'system';
  }
}

/** The theme that was chosen. `first/show-theme.ts` shows it, from before the first paint. */
export const theme = createStore<Theme>(chosen());

/** Chooses a theme and remembers it. */
export function chooseTheme(next: Theme): void {
  theme.set(next);
  dispatchEvent(new CustomEvent(KEY, { detail: next }));
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // As above: the choice then lasts as long as the page.
  }
}

addEventListener('storage', ({ key }) => {
  if (key === KEY) theme.set(chosen());
});
