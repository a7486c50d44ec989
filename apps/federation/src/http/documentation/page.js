// The theme that was chosen in the console, before the first paint.
try {
  document.documentElement.dataset.theme = localStorage.getItem('asterism-theme') ?? 'system';
} catch {
  // Storage may be forbidden: the system's preference then decides.
}

addEventListener('DOMContentLoaded', () => {
  const search = document.querySelector('#search');
  const input = search.querySelector('input');
  const output = search.querySelector('output');
  const entries = [...document.querySelectorAll('[data-entry]')];
  const texts = entries.map((entry) => entry.textContent.toLowerCase());
  /** Shows the entries that hold every word, and says how many there are. */
  function show() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const [index, entry] of entries.entries()) {
      const isShown = words.every((word) => texts[index].includes(word));
      const link = document.querySelector(`nav a[href="#${entry.id}"]`);
      entry.hidden = !isShown;
      if (link !== null) link.parentElement.hidden = !isShown;
      if (isShown) count += 1;
    }
    output.textContent = words.length === 0 ? '' : `${count} of ${entries.length}`;
  }

  input.addEventListener('input', show);
  search.hidden = false;
});
