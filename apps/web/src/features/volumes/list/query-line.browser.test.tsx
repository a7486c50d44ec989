import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { tabMemory } from '#/lib/tab-memory.ts';
import { renderVolumes } from './test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
afterEach(() => page.viewport(414, 896));
afterEach(() => tabMemory.clear());

const field = (screen: Awaited<ReturnType<typeof renderVolumes>>['screen']) =>
  screen.getByRole('combobox', { name: 'Search volumes' });

test('conditions are typed into the search: choices become chips, the rest is asked as a line, and chips are in the line', async () => {
  const { screen, location, sent } = await renderVolumes({ total: 60 });
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  await field(screen).fill('cluster:LB-north used>80% -project:test state:failed db');
  await expect
    .poll(location)
    .toMatch(/search=used%3E80%25\+-project%3Atest\+db&cluster=c-1&state=Failed/);
  await expect
    .poll(() => sent.at(-1)?.url)
    .toMatch(/query=used%3E80%25(\+|%20)-project%3Atest(\+|%20)db&cluster=c-1&state=Failed/);
  expect(field(screen).element()).toHaveValue(
    'cluster:LB-north used>80% -project:test state:failed db',
  );
  await screen.getByRole('button', { name: 'Remove filter Cluster: c-1' }).click();
  await expect.element(field(screen)).toHaveValue('state:Failed used>80% -project:test db');
  await screen.getByRole('button', { name: 'Reset' }).click();
  await expect.element(field(screen)).toHaveValue('');
  await expect.poll(location).toBe('/volumes');
});

test('keys and values are offered with how many volumes have them, and taken by keys', async () => {
  const { screen, location } = await renderVolumes({ total: 60 });
  await field(screen).click();
  await userEvent.keyboard('pro');
  const offers = screen.getByRole('listbox', { name: 'Suggestions' });
  await expect.element(offers.getByRole('option', { name: /^project:/ })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.element(field(screen)).toHaveValue('project:');
  const acme = offers.getByRole('option', { name: 'acme 60' });
  await expect.element(acme).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  await expect.element(acme).toHaveAttribute('aria-selected', 'true');
  expect(field(screen).element().getAttribute('aria-activedescendant')).toBe(acme.element().id);
  await userEvent.keyboard('{Enter}');
  await expect.element(field(screen)).toHaveValue('project:acme ');
  await expect.poll(location).toBe('/volumes?project=acme');
  await userEvent.keyboard('a');
  await expect.element(offers).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(offers).not.toBeInTheDocument();
  await expect.element(field(screen)).toHaveValue('project:acme a');
});

test('values are offered although the key that was typed before them is found nowhere as a word', async () => {
  const nothing = { volumes: [], total: 0, clusters: [], troubles: [] };
  const facets = { cluster: {}, project: {}, state: {}, protection: {} };
  const { screen } = await renderVolumes({
    total: 60,
    beforePage: (query) =>
      query.has('search') || query.has('query') || query.has('project')
        ? { body: { ...nothing, facets } }
        : undefined,
  });
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  await field(screen).click();
  await userEvent.keyboard('project');
  await expect.element(screen.getByText('No matching volumes')).toBeVisible();
  await userEvent.keyboard(':a');
  const offers = screen.getByRole('listbox', { name: 'Suggestions' });
  await expect.element(offers.getByRole('option', { name: 'acme 60' })).toBeVisible();
});

test('of the values that what is typed is a part of, those are offered first that begin with it', async () => {
  const project = { 'old-db': 9, webdb: 8, 'db-2': 7, other: 6 };
  const facets = { cluster: {}, project, state: {}, protection: {} };
  const { screen } = await renderVolumes({
    beforePage: () => ({ body: { volumes: [], total: 30, facets, clusters: [], troubles: [] } }),
  });
  await field(screen).click();
  await userEvent.keyboard('project:db');
  const offers = screen.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  await expect
    .poll(() => offers.elements().map((one) => one.textContent))
    .toEqual(
      ['db-2 7', 'old-db 9', 'webdb 8'].map(
        (text) => expect.stringMatching(text.replace(' ', '\\s*')) as unknown,
      ),
    );
});

test('what is not understood is said at the line, and the list stays as it was', async () => {
  const { screen, location, sent } = await renderVolumes({ total: 60 });
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  const asked = sent.length;
  await field(screen).fill('usd>80%');
  await expect
    .element(screen.getByText(/“usd>80%”: there is no key “usd”\. Use cluster, .* or age/))
    .toBeVisible();
  await expect.element(field(screen)).toHaveAttribute('aria-invalid', 'true');
  await field(screen).fill('x'.repeat(1001));
  await expect.element(screen.getByText('At most 1,000 characters can be searched.')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  expect(location()).toBe('/volumes');
  expect(sent.slice(asked).filter(({ url }) => url.startsWith('/api/v2/fleet/volumes?'))).toEqual(
    [],
  );
  await field(screen).fill('used>80%');
  await expect.element(field(screen)).not.toHaveAttribute('aria-invalid');
  await expect.poll(location).toMatch(/search=used%3E80%25/);
});
