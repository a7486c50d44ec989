/** Keeps a choice shown, from before the first paint: this tab tells of it by an event of that name, others by their storage. */
function follow(key: string, show: (chosen: string) => void): void {
  let chosen = '';
  try {
    chosen = localStorage.getItem(key) ?? '';
  } catch {
    // Storage may be forbidden: then it is shown what nobody has chosen.
  }
  show(chosen);
  addEventListener(key, (event) => show(event instanceof CustomEvent ? String(event.detail) : ''));
  addEventListener('storage', (event) => {
    if (event.key === key) show(event.newValue ?? '');
  });
}

/** Shows the theme and the density that were chosen (`lib/settings.ts`), and what the system prefers. */
export function showChoices(): void {
  const { classList } = document.documentElement;
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const prefersContrast = matchMedia('(prefers-contrast: more)');
  let chosen = '';
  function showTheme(): void {
    const followsSystem = !['light', 'dark', 'high-contrast'].includes(chosen);
    const dark = chosen === 'dark' || (chosen !== 'light' && prefersDark.matches);
    const contrast = chosen === 'high-contrast' || (followsSystem && prefersContrast.matches);
    classList.toggle('pf-v6-theme-dark', dark);
    classList.toggle('pf-v6-theme-high-contrast', contrast);
  }
  follow('asterism-theme', (theme) => {
    chosen = theme;
    showTheme();
  });
  prefersDark.addEventListener('change', showTheme);
  prefersContrast.addEventListener('change', showTheme);
  follow('asterism-density', (density) =>
    classList.toggle('ast-comfortable', density === 'comfortable'),
  );
}
