import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { applyEvent } from '#/events/apply-event.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { toasts } from '#/lib/toasts.ts';
import { errorBody, type Server } from '#/test-support/render-page.tsx';
import { idAt, renderRows, rowAt } from './test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  tabMemory.clear();
  toasts.set([]);
});

const GIB = 1024n ** 3n;

test('a row has a menu at its end: by pointer it opens there, and the focus goes into it and back', async () => {
  const { button, item, open } = await renderRows();
  await open('db-1');
  await expect.element(button('db-1')).toHaveAttribute('aria-expanded', 'true');
  await expect.element(item('Quick look')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(item('Edit')).not.toBeInTheDocument();
  await expect.element(button('db-1')).toHaveFocus();
  await expect.element(button('db-1')).not.toHaveAttribute('aria-expanded');
});

test('by keyboard the menu of the row opens with a key, arrows stay in it, and Escape leads back to the row', async () => {
  const { screen, item, link, location } = await renderRows();
  await expect.element(link('db-0')).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  for (const key of ['.', '{Shift>}{F10}{/Shift}', '{ContextMenu}']) {
    await userEvent.keyboard('{Home}{ArrowDown}');
    await expect.element(link('db-1')).toHaveFocus();
    await expect
      .poll(async () => {
        await userEvent.keyboard(key);
        return item('Edit').elements().length;
      })
      .toBe(1);
    await expect.element(item('Quick look')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(item('Edit')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(link('db-1')).toHaveFocus();
  }
  await userEvent.keyboard('.');
  await expect.element(item('Quick look')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(location).toBe(`/volumes/${idAt(1)}/edit`);
});

test('what cannot be done says why: by the state of the volume, and by the role that is missing', async () => {
  const { screen, item, open, writes } = await renderRows(
    [rowAt(0, { state: 'Updating' }), rowAt(1, { projectName: 'other' })],
    undefined,
    { roles: ['acme:admin', 'other:viewer'] },
  );
  await open('db-0');
  await expect.element(item(/^Edit/)).toHaveAttribute('aria-disabled', 'true');
  await expect
    .poll(() => item(/^Edit/).element().textContent)
    .toMatch(/Another update of the volume is still running\./);
  await expect.element(item(/^Resize.*Another update/)).toBeVisible();
  await item(/^Resize/).click({ force: true });
  expect(screen.getByRole('dialog').elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await open('db-1');
  await expect
    .poll(() => item(/^Delete/).element().textContent)
    .toMatch(/Needs the role other:admin/);
  expect(writes()).toEqual([]);
});

test('a size is changed from the row: what the form would send, with its version, and the focus is back at the row', async () => {
  const { screen, item, link, writes } = await renderRows();
  await expect.element(link('db-1')).toBeVisible();
  link('db-1').element().focus();
  await userEvent.keyboard('.');
  await item('Resize').click();
  const dialog = screen.getByRole('dialog', { name: 'Size of db-1' });
  const size = dialog.getByRole('textbox', { name: 'Size' });
  await expect.element(size).toHaveFocus();
  await size.fill('50 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(size).toHaveAttribute('aria-invalid', 'true');
  await expect.element(dialog.getByRole('checkbox', { name: 'Allow shrinking' })).toBeVisible();
  await size.fill('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    { method: 'PUT', ifMatch: '1', body: { projectName: 'acme', size: String(200n * GIB) } },
  ]);
  expect(toasts.get()).toMatchObject([{ title: 'Volume saved', detail: 'db-1' }]);
  await expect.element(link('db-1')).toHaveFocus();
});

const stale: Server = ({ ifMatch }) =>
  ifMatch === '7' ? { body: {} } : { status: 412, body: errorBody(9, 'the ETag is another') };

test('a quick edit of what somebody else has changed too shows loaded, yours and now, and keeps the draft', async () => {
  const now = rowAt(1, { ETag: '7', size: String(300n * GIB) });
  const { screen, item, open, writes } = await renderRows(undefined, stale, {}, now);
  await open('db-1');
  await item('Resize').click();
  const dialog = screen.getByRole('dialog');
  const size = dialog.getByRole('textbox', { name: 'Size' });
  await size.fill('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .element(dialog.getByRole('heading', { name: 'This volume was modified' }))
    .toHaveFocus();
  const row = dialog.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /^Size/ });
  for (const text of ['100 GiB', '200 GiB', '300 GiB']) {
    await expect.element(row.getByRole('cell', { name: text })).toBeVisible();
  }
  await row.getByRole('radio', { name: 'Keep mine' }).click();
  await dialog.getByRole('button', { name: 'Continue editing' }).click();
  await expect.element(size).toHaveValue('200 GiB');
  await expect
    .element(dialog.getByText(/is smaller than the current size/))
    .not.toBeInTheDocument();
  await size.fill('400 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().at(-1)).toMatchObject({ ifMatch: '7', body: { size: String(400n * GIB) } });
});

test('a quick edit beside what somebody else has changed of other fields is saved with theirs kept, and says so', async () => {
  const now = rowAt(1, { ETag: '7', size: String(300n * GIB) });
  const { screen, item, open, writes } = await renderRows(undefined, stale, {}, now);
  await open('db-1');
  await item('Change labels').click();
  const dialog = screen.getByRole('dialog', { name: 'Labels of db-1' });
  await dialog.getByRole('textbox', { name: /Value of label/ }).fill('silver');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().at(-1)).toMatchObject({
    ifMatch: '7',
    body: { labels: [{ key: 'tier', value: 'silver' }] },
  });
  expect(toasts.get()).toMatchObject([
    {
      title: 'Volume saved',
      detail: 'db-1: somebody else changed it meanwhile, and that was kept too (Size).',
    },
  ]);
});

test('what is typed into a quick edit and not saved is offered when it is opened again, and is gone once it is saved', async () => {
  const { screen, item, open, writes } = await renderRows();
  const dialog = screen.getByRole('dialog', { name: 'Size of db-1' });
  const size = dialog.getByRole('textbox', { name: 'Size' });
  const resize = async () => {
    await open('db-1');
    await item('Resize').click();
  };
  await resize();
  await size.fill('200 GiB');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await resize();
  await expect.element(size).toHaveValue('100 GiB');
  await dialog.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(size).toHaveValue('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([{ ifMatch: '1', body: { size: String(200n * GIB) } }]);
  await resize();
  await expect.element(size).toHaveFocus();
  expect(dialog.getByText(/Your draft of/).elements()).toEqual([]);
});

test('a change elsewhere while a quick edit is open is announced in it, and what was typed stays', async () => {
  const { screen, item, open } = await renderRows();
  await open('db-1');
  await item('Change hosts').click();
  const dialog = screen.getByRole('dialog', { name: 'ACL hosts of db-1' });
  const input = dialog.getByRole('textbox', { name: 'ACL hosts' });
  await input.fill('nqn.2016-01.com.example:host-9');
  await dialog.getByRole('button', { name: /^Add/ }).click();
  applyEvent(
    {
      type: 'volumes',
      clusterId: 'c-1',
      changed: [rowAt(1, { ETag: '2', qosPolicyName: 'gold' })],
      removed: [],
      many: false,
    },
    queryClient,
    () => {},
  );
  await expect.element(dialog.getByText(/Someone else modified this volume/)).toBeVisible();
  await expect.element(dialog.getByText('nqn.2016-01.com.example:host-9')).toBeVisible();
});

test('a deletion from the row asks what its page asks: the typed name of a volume that may be in use', async () => {
  const { screen, item, open } = await renderRows([rowAt(0, { connectedHosts: ['nqn.a'] })]);
  await open('db-0');
  await item('Delete').click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/1 connected host will lose this volume/)).toBeVisible();
  await expect.element(dialog.getByText('lb-north')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('db-0');
  await expect.element(dialog.getByRole('button', { name: 'Delete' })).toBeEnabled();
});

test('the menu closes when its volume goes', async () => {
  const rows = [rowAt(0), rowAt(1)];
  const { item, open } = await renderRows(rows);
  await open('db-1');
  rows.pop();
  await queryClient.invalidateQueries();
  await expect.element(item('Edit')).not.toBeInTheDocument();
});
