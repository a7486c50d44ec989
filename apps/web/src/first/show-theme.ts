/** Under which the choice is stored, and which the event of a choice in this tab is called (`lib/theme.ts`). */
const KEY = 'asterism-theme';

/** Sets the theme before the first paint, and follows the choice in this tab and others, and the system's preference. */
export function showTheme(): void {
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const prefersContrast = matchMedia('(prefers-contrast: more)');
  let chosen = '';
  try {
    chosen = localStorage.getItem(KEY) ?? '';
  } catch {
    // Storage may be forbidden: the system's preference then decides.
  }

  function show(): void {
    const { classList } = document.documentElement;
    const followsSystem = !['light', 'dark', 'high-contrast'].includes(chosen);
    const dark = chosen === 'dark' || (chosen !== 'light' && prefersDark.matches);
    const contrast = chosen === 'high-contrast' || (followsSystem && prefersContrast.matches);
    classList.toggle('pf-v6-theme-dark', dark);
    classList.toggle('pf-v6-theme-high-contrast', contrast);
  }

  show();
  prefersDark.addEventListener('change', show);
  prefersContrast.addEventListener('change', show);
  addEventListener(KEY, (event) => {
    chosen = event instanceof CustomEvent ? String(event.detail) : '';
    show();
  });
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY) return;
    chosen = newValue ?? '';
    show();
  });
}
