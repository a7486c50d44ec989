// Sets the theme before the first paint. A file of its own because the content policy allows no inline script.
(() => {
  const KEY = 'asterism-theme';
  const prefersDark = matchMedia('(prefers-color-scheme: dark)');
  const prefersContrast = matchMedia('(prefers-contrast: more)');
  let chosen = '';
  try {
    chosen = localStorage.getItem(KEY) ?? '';
  } catch {
    // Storage may be forbidden: the system's preference then decides.
  }

  function show() {
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
  // A choice in this tab, and in another one.
  addEventListener(KEY, (event) => {
    chosen = event instanceof CustomEvent ? String(event.detail) : '';
    show();
  });
  addEventListener('storage', ({ key, newValue }) => {
    if (key !== KEY) return;
    chosen = newValue ?? '';
    show();
  });
})();
