import { beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { api } from '#/api/client.ts';
import { referenceCalls } from '#/api/reference-calls.ts';
import { noteCall, sessionCalls } from '#/lib/session-calls.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { useState } from 'react';
import { CallsDrawer } from './calls-drawer.tsx';

beforeEach(() => sessionCalls.set([]));

function Opener() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setIsOpen(true)}>
        Open
      </button>
      {isOpen ? <CallsDrawer onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

async function page() {
  const rendered = await renderPage(<Opener />, {
    server: ({ method }) =>
      method === 'POST'
        ? { status: 409, body: errorBody(6, 'taken'), headers: { 'x-request-id': 'r-42' } }
        : { body: { volumes: [], total: 0, clusters: [] } },
  });
  await api.listFleetVolumes({ search: 'gold', cluster: '' });
  await referenceCalls.createVolume({
    name: 'secret-name',
    size: '4096',
    replicaCount: 1,
    projectName: 'a',
    acl: { values: [] },
  });
  await rendered.screen.getByRole('button', { name: 'Open' }).click();
  return { ...rendered, entries: rendered.screen.getByRole('list').getByRole('listitem') };
}

test('shows each call with its status and request, the newest first, and none of its body', async () => {
  const { screen, entries } = await page();
  await expect
    .element(screen.getByRole('heading', { name: 'API calls of this page' }))
    .toHaveFocus();
  expect(entries.elements()).toHaveLength(2);
  const [newest = '', oldest = ''] = entries.elements().map(({ textContent }) => textContent);
  expect(newest).toMatch(/POST.*\/api\/v2\/volumes.*Status 409.*r-42/);
  expect(oldest).toMatch(/GET.*search=gold.*Status 200/);
  expect(oldest).toContain('curl -X GET "$FEDERATION/api/v2/fleet/volumes');
  expect(document.body.textContent).not.toContain('secret-name');
});

test('shows only calls that have every typed word, and says how many', async () => {
  const { screen, entries } = await page();
  await screen.getByRole('textbox', { name: 'Filter calls' }).fill('volumes 409');
  await expect.poll(() => entries.elements().length).toBe(1);
  await expect.element(screen.getByText(/^1 of the last 2/)).toBeVisible();
});

test('Escape closes it, and the focus is where it was', async () => {
  const { screen } = await page();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('button', { name: 'Open' })).toHaveFocus();
  expect(screen.getByRole('list').elements()).toEqual([]);
});

test('the last 200 calls are kept, also those without an answer', async () => {
  const lost = noteCall('/api/v2/lost', {}, Promise.reject(new TypeError('no network')));
  await expect(lost).rejects.toThrow('no network');
  expect(sessionCalls.get()).toMatchObject([{ url: '/api/v2/lost', method: 'GET', status: 0 }]);
  for (let count = 0; count < 205; count += 1)
    await noteCall(`/api/v2/${count}`, {}, Promise.resolve(new Response()));
  expect(sessionCalls.get()).toHaveLength(200);
  expect(sessionCalls.get()[0]?.url).toBe('/api/v2/204');
});
