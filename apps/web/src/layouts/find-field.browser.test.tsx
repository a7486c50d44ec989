import { lazy, Suspense, useState } from 'react';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { indexAnswer } from '#/features/snapshots/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { FindField } from './find-field.tsx';
import { Palette } from './palette/palette.tsx';

/** Whatever is searched, nothing is found. */
const NOTHING = {
  ...indexAnswer([]),
  volumes: [],
  hosts: [],
  workflows: [],
  tasks: [],
  projects: [],
  policies: [],
  nodes: [],
  facets: {
    cluster: {},
    project: {},
    state: {},
    protection: {},
    connection: {},
    type: {},
    startedBy: {},
  },
  total: 0,
  clusters: [],
  troubles: [],
  people: [],
};

/** A page whose palette comes when it is let through. */
async function open() {
  const loaded = Promise.withResolvers<{ default: typeof Palette }>();
  const Later = lazy(() => loaded.promise);
  function Frame() {
    const [isOpen, setIsOpen] = useState(false);
    return (
      <>
        <FindField onOpen={() => setIsOpen(true)} />
        <button type="button">A row</button>
        <Suspense>
          {isOpen ? <Later onClose={() => setIsOpen(false)} onOpen={() => undefined} /> : null}
        </Suspense>
      </>
    );
  }
  const { screen, location } = await renderPage(<Frame />, {
    url: '/',
    server: () => ({ body: NOTHING }),
  });
  return {
    screen,
    location,
    field: screen.getByRole('textbox', { name: 'Search or run a command' }),
    load: () => loaded.resolve({ default: Palette }),
  };
}

test('no letter is lost that is typed before the palette is there, while it comes, and after', async () => {
  const { screen, field, load } = await open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('resi');
  load();
  await userEvent.keyboard('ze pvc');
  const inPalette = screen.getByRole('dialog').getByRole('textbox');
  await expect.element(inPalette).toHaveFocus();
  await userEvent.keyboard('-1');
  await expect.element(inPalette).toHaveValue('resize pvc-1');
});

test('Enter is not lost either: the palette takes its first result once it is there', async () => {
  const { field, load, location } = await open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('settings{Enter}');
  load();
  await expect.poll(location).toBe('/settings');
});

test('nor is Enter lost when all that was typed finds is known already', async () => {
  const first = await open();
  first.load();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(first.screen.getByRole('dialog').getByRole('textbox')).toHaveFocus();
  await userEvent.keyboard('settings');
  await expect.element(first.screen.getByRole('status')).toMatchTextContent(/result/);
  const known = queryClient.getQueriesData({});
  await first.screen.unmount();
  const { field, load, location } = await open();
  for (const [key, data] of known) queryClient.setQueryData(key, data);
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('settings{Enter}');
  load();
  await expect.poll(location).toBe('/settings');
});

test('the palette opens with what was typed before it was there, and with no other offers first', async () => {
  const { screen, field, load } = await open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('settings');
  const offered = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const { textContent } of document.querySelectorAll('.ast-palette-entry'))
      offered.add(textContent);
  });
  observer.observe(document, { subtree: true, childList: true });
  load();
  await expect.element(screen.getByRole('status')).toMatchTextContent(/result/);
  observer.disconnect();
  expect([...offered].filter((text) => text.startsWith('Settings'))).toHaveLength(1);
  expect([...offered].filter((text) => text.startsWith('Overview'))).toEqual([]);
});

test('Enter after which more was typed takes nothing', async () => {
  const { screen, field, load, location } = await open();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('set{Enter}tings');
  load();
  await expect.element(screen.getByRole('link', { name: /^Settings/ })).toBeVisible();
  await expect.element(screen.getByRole('status')).toMatchTextContent(/result/);
  expect(location()).toBe('/');
});

test('Enter in the moment of the last letter means what is typed, and not what was found before', async () => {
  const { screen, load, location } = await open();
  load();
  await userEvent.keyboard('{Control>}k{/Control}');
  const inPalette = screen.getByRole('dialog').getByRole('textbox');
  await expect.element(inPalette).toHaveFocus();
  await expect.element(screen.getByRole('link', { name: /^Overview/ })).toBeVisible();
  // In one task: what the letters find cannot be painted between them and the key.
  document.execCommand('insertText', false, 'settings');
  inPalette
    .element()
    .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await expect.poll(location).toBe('/settings');
});

test('a letter in the field opens the palette, and passing it by Tab does not', async () => {
  const { screen, field, load } = await open();
  load();
  await userEvent.tab();
  await expect.element(field).toHaveFocus();
  await userEvent.tab();
  await expect.element(screen.getByRole('button', { name: 'A row' })).toHaveFocus();
  expect(screen.getByRole('dialog').elements()).toEqual([]);
  await userEvent.tab({ shift: true });
  await userEvent.keyboard('v');
  await expect.element(screen.getByRole('dialog').getByRole('textbox')).toHaveValue('v');
});

test('Escape brings the focus back to where the keys were pressed', async () => {
  const { screen, load } = await open();
  load();
  const row = screen.getByRole('button', { name: 'A row' });
  row.element().focus();
  await userEvent.keyboard('{Control>}k{/Control}');
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(row).toHaveFocus();
});
