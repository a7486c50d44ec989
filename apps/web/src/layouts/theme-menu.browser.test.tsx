import { afterEach, beforeEach, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { showChoices } from '#/first/show-choices.ts';
import { theme } from '#/lib/settings.ts';
import { ThemeMenu } from './theme-menu.tsx';

/** Shows the page as a system with these preferences does. */
async function prefer(colorScheme: 'light' | 'dark', contrast: 'more' | 'no-preference') {
  await cdp().send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: colorScheme },
      { name: 'prefers-contrast', value: contrast },
    ],
  });
}

const shown = () =>
  ['dark', 'high-contrast'].filter((name) =>
    document.documentElement.classList.contains(`pf-v6-theme-${name}`),
  );

beforeEach(() => {
  localStorage.clear();
  theme.choose('system');
  // As it does before the first paint.
  showChoices();
});
afterEach(async () => {
  theme.choose('system');
  await prefer('light', 'no-preference');
});

test('the theme follows the system until another is chosen', async () => {
  await prefer('light', 'no-preference');
  await expect.poll(shown).toEqual([]);
  await prefer('dark', 'no-preference');
  await expect.poll(shown).toEqual(['dark']);
  await prefer('dark', 'more');
  await expect.poll(shown).toEqual(['dark', 'high-contrast']);
  theme.choose('light');
  await expect.poll(shown).toEqual([]);
});

test('high contrast can be chosen, is light or dark as the system is, and is remembered', async () => {
  await prefer('light', 'no-preference');
  const screen = await render(<ThemeMenu />);
  await screen.getByRole('button', { name: 'Theme' }).click();
  await screen.getByRole('option', { name: 'High contrast' }).click();
  await expect.poll(shown).toEqual(['high-contrast']);
  expect(localStorage.getItem('asterism-theme')).toBe('high-contrast');
  await prefer('dark', 'no-preference');
  await expect.poll(shown).toEqual(['dark', 'high-contrast']);
  await screen.getByRole('button', { name: 'Theme' }).click();
  await expect
    .element(screen.getByRole('option', { name: 'High contrast' }))
    .toHaveAttribute('aria-selected', 'true');
});
