import { createStore } from './store.ts';

export type Theme = 'light' | 'dark';

const KEY = 'asterism-theme';
const DARK_CLASS = 'pf-v6-theme-dark';

/** The theme in use; `theme.js` has set its class before the first paint. */
export const theme = createStore<Theme>(
  document.documentElement.classList.contains(DARK_CLASS) ? 'dark' : 'light',
);

/** Chooses a theme and remembers it. */
export function chooseTheme(chosen: Theme): void {
  theme.set(chosen);
  document.documentElement.classList.toggle(DARK_CLASS, chosen === 'dark');
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}
