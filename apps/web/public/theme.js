// Sets the theme before the first paint. A file of its own because the content policy allows no inline script.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem('asterism-theme');
  } catch {
    // Storage may be forbidden: the system's preference then decides.
  }
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const dark = chosen === 'dark' || (chosen !== 'light' && prefersDark);
  document.documentElement.classList.toggle('pf-v6-theme-dark', dark);
})();
