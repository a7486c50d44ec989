import { afterEach, expect, test } from 'vitest';
import { renderPage } from '#/test-support/render-page.tsx';
import { Palette } from './palette/palette.tsx';
import { useRecentPages } from './recent-pages.ts';

const { pathname } = location;
const { title } = document;
afterEach(() => {
  history.replaceState(null, '', pathname);
  document.title = title;
});

function Frame() {
  useRecentPages();
  return <Palette onClose={() => undefined} onOpen={() => undefined} />;
}

/** Opens a page as the router does: its title has the name once that is read. */
function visit(path: string, ...titles: readonly string[]) {
  history.replaceState(null, '', path);
  for (const name of titles) document.title = `${name} · Asterism`;
}

test('the objects that were opened last come first in the palette, by their names, and pages that are none do not', async () => {
  const { screen } = await renderPage(<Frame />, { server: () => undefined });
  for (const [path, ...titles] of [
    ['/volumes/v-1', 'Volume', 'pvc-1'],
    ['/volumes/new', 'Create a volume'],
    ['/hosts/h-1', 'db-host'],
  ] as const) {
    visit(path, ...titles);
    // An observer is told once the page rests.
    await Promise.resolve();
  }
  // What is opened after that shows them.
  await screen.getByRole('textbox').fill('x');
  await screen.getByRole('textbox').fill('');
  const recent = screen.getByRole('region', { name: 'Recently opened' }).getByRole('link');
  await expect
    .poll(() => recent.elements().map((link) => link.getAttribute('href')))
    .toEqual(['/hosts/h-1', '/volumes/v-1']);
  expect(recent.elements().map(({ textContent }) => textContent)).toEqual([
    'db-hostHost',
    'pvc-1Volume',
  ]);
});
