import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { draftOf } from '#/features/volumes/volume-draft.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { aCluster } from '#/test-support/a-cluster.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { VolumeEditPage } from './volume-edit-page.tsx';

const LOADED = aVolume({ ETag: '1' });
const PATH = `/volumes/${LOADED.UUID}`;

/** The page that edits a volume; `now` is the volume that its cluster has by the time of the save. */
async function editPage(now: Volume, update?: Server, loaded = LOADED) {
  let isLoaded = false;
  const page = await renderPage(<VolumeEditPage />, {
    url: `${PATH}/edit`,
    route: '/volumes/:volumeId/edit',
    server(request) {
      if (request.method === 'PUT') {
        return (
          update?.(request) ??
          (request.ifMatch === now.ETag
            ? { body: {} }
            : { status: 412, body: errorBody(9, 'the ETag is another') })
        );
      }
      if (request.url.startsWith('/api/v2/fleet/policies')) return { body: { policies: [] } };
      if (request.url === '/api/v2/fleet/clusters')
        return { body: { clusters: [aCluster({ id: LOADED.clusterId })] } };
      if (!request.url.startsWith(`/api/v2/volumes/${LOADED.UUID}`)) return undefined;
      const body = isLoaded ? now : loaded;
      isLoaded = true;
      return { body };
    },
  });
  const { screen } = page;
  const field = (name: string) => screen.getByRole('textbox', { name, exact: true });
  await expect.element(field('Size')).toHaveValue('100 GiB');
  return { ...page, field, save: screen.getByRole('button', { name: 'Save', exact: true }) };
}

test('an edited volume is saved with what changed alone, and with the ETag that was loaded', async () => {
  const { field, save, writes, location } = await editPage(LOADED);
  await field('Size').fill('200 GiB');
  await save.click();
  await expect.poll(location).toBe(PATH);
  expect(writes()).toMatchObject([{ method: 'PUT', ifMatch: '1' }]);
  expect(writes()[0]?.body).toEqual({ projectName: 'acme', size: '214748364800' });
});

test('a size that its cluster should not promise is told with the ratio, until a smaller one is typed', async () => {
  const { screen, field } = await editPage(LOADED);
  const warning = screen.getByText(/would be .* provisioned/);
  await field('Size').fill('200 TiB');
  await expect.element(warning).toBeVisible();
  await expect.element(warning).toHaveTextContent('lb-north would be 5.19× provisioned');
  await field('Size').fill('200 GiB');
  await expect.element(warning).not.toBeInTheDocument();
});

test('the pending changes follow what is typed, and another unit for the same size is no change', async () => {
  const { screen, field, save, writes, location } = await editPage(LOADED);
  await expect.element(screen.getByText('No changes yet.')).toBeVisible();
  await field('Size').fill('200 GiB');
  await expect.element(screen.getByRole('listitem').getByText('200 GiB')).toBeVisible();
  await field('Size').fill('102400 MiB');
  await expect.element(screen.getByText('No changes yet.')).toBeVisible();
  await save.click();
  await expect.poll(location).toBe(PATH);
  expect(writes()).toEqual([]);
});

test('what cannot be saved is no pending change, and in no API call', async () => {
  const { screen, field } = await editPage(LOADED);
  const changes = screen.getByRole('region', { name: 'Pending changes' });
  const call = changes.getByRole('button', { name: 'Show API call' });
  await field('Name').fill('db-2');
  await expect.element(changes.getByRole('listitem')).toHaveTextContent('Name: db-1 to db-2');
  await expect.element(call).toBeVisible();
  for (const size of ['12 parsecs', '50 GiB']) {
    await field('Size').fill(size);
    await expect.element(changes.getByText('Not valid yet: Size.')).toBeVisible();
    expect(changes.getByRole('listitem').elements()).toHaveLength(1);
    expect(call.elements()).toEqual([]);
  }
  await field('Size').fill('200 GiB');
  await screen.getByRole('button', { name: 'Add label' }).click();
  await screen
    .getByRole('textbox', { name: /Key of label/ })
    .last()
    .fill('env');
  await expect.element(changes.getByText('Not valid yet: Labels.')).toBeVisible();
  expect(changes.getByRole('listitem').elements()).toHaveLength(2);
  await screen
    .getByRole('textbox', { name: /Value of label/ })
    .last()
    .fill('prod');
  await expect.element(call).toBeVisible();
  expect(changes.getByRole('listitem').elements()).toHaveLength(3);
});

test('what cannot be saved is not compared with what others have saved', async () => {
  const { screen, field, save } = await editPage(aVolume({ ETag: '7', name: 'db-9' }));
  await field('Size').fill('12 parsecs');
  await queryClient.invalidateQueries(volumeQuery(LOADED.UUID));
  const compare = screen.getByRole('button', { name: 'Compare with yours' });
  await compare.click();
  await expect.element(field('Size')).toHaveFocus();
  await expect.element(field('Size')).toHaveAttribute('aria-invalid', 'true');
  await field('Size').fill('200 GiB');
  await compare.click();
  await expect.element(screen.getByRole('table', { name: 'Changes' })).toBeVisible();
  await expect.element(save).toBeEnabled();
});

test('what the server says about the new name is said at the field of the name', async () => {
  const violation = { field: 'newName', description: 'another volume has it' };
  const taken = { status: 409, body: errorBody(6, 'the name is taken', violation) };
  const { field, save } = await editPage(LOADED, () => taken);
  await field('Name').fill('db-2');
  await save.click();
  await expect.element(field('Name')).toHaveAccessibleDescription(/Another volume has it/);
});

test('a size below the present one is not sent before shrinking is allowed', async () => {
  const { screen, field, save, writes, location } = await editPage(LOADED);
  await field('Size').fill('50 GiB');
  await save.click();
  await expect.element(field('Size')).toHaveAttribute('aria-invalid', 'true');
  expect(writes()).toEqual([]);
  await screen.getByRole('checkbox', { name: 'Allow shrinking' }).click();
  await save.click();
  await expect.poll(location).toBe(PATH);
  expect(writes()).toMatchObject([{ body: { size: '53687091200', Force: true } }]);
});

test('where both have changed a field, one value must be chosen before anything is saved', async () => {
  const theirs = aVolume({ ETag: '7', size: String(150n * 1024n ** 3n) });
  const { screen, field, save, writes, location } = await editPage(theirs);
  await field('Size').fill('200 GiB');
  await save.click();
  await expect
    .element(screen.getByRole('heading', { name: 'This volume was modified' }))
    .toHaveFocus();
  const row = screen.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /^Size/ });
  const title = screen.getByRole('heading', { name: 'This volume was modified' }).element();
  // A heading that looks like one, with the frame of its focus around its words alone.
  expect(Number(getComputedStyle(title).fontWeight)).toBeGreaterThanOrEqual(600);
  expect(title.clientWidth).toBeLessThan(title.parentElement?.clientWidth ?? 0);
  for (const size of ['100 GiB', '200 GiB', '150 GiB']) {
    await expect.element(row.getByRole('cell', { name: size })).toBeVisible();
  }
  await expect.element(save).toBeDisabled();
  await row.getByRole('radio', { name: 'Keep mine' }).click();
  await save.click();
  await expect.poll(location).toBe(PATH);
  expect(writes().at(-1)).toMatchObject({ ifMatch: '7', body: { size: '214748364800' } });
});

test('on a phone the words of a conflict are not broken into letters', async () => {
  await page.viewport(390, 844);
  const { screen, field, save } = await editPage(aVolume({ ETag: '2', size: '322122547200' }));
  await field('Size').fill('200 GiB');
  await save.click();
  const head = screen.getByRole('columnheader', { name: 'Original' });
  await expect.element(head).toBeInTheDocument();
  expect(head.element().getBoundingClientRect().height).toBeLessThan(50);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('after a conflict, editing goes on with the values that were chosen', async () => {
  const theirs = aVolume({ ETag: '7', size: String(300n * 1024n ** 3n) });
  const { screen, field, save } = await editPage(theirs);
  await field('Size').fill('200 GiB');
  await save.click();
  await screen.getByRole('radio', { name: 'Take theirs' }).click();
  await screen.getByRole('button', { name: 'Continue editing' }).click();
  await expect.element(field('Size')).toHaveValue('300 GiB');
  await expect.element(screen.getByText('No changes yet.')).toBeVisible();
});

test('a volume that was deleted meanwhile is said to be deleted', async () => {
  const gone = { status: 404, body: errorBody(5, 'no volume has this UUID') };
  const { screen, field, save } = await editPage(LOADED, () => gone);
  await field('Size').fill('200 GiB');
  await save.click();
  await expect.element(screen.getByText('Volume deleted')).toBeVisible();
});

test('a long NQN stays within its field on a narrow page', async () => {
  await page.viewport(390, 844);
  const acl = { values: [`nqn.2014-08.org.nvmexpress:uuid:${LOADED.UUID}`] };
  const loaded = { ...LOADED, acl };
  const { screen } = await editPage(loaded, undefined, loaded);
  await expect.element(screen.getByRole('button', { name: 'Add host NQN' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBe(390);
  const { right } = screen
    .getByText(acl.values[0] ?? '')
    .element()
    .getBoundingClientRect();
  expect(right).toBeLessThan(390);
});

test('a draft of a version that others have changed since goes on, and is compared with theirs when it is saved', async () => {
  const now = aVolume({ ETag: '2', size: String(300 * 2 ** 30) });
  const before = draftOf(LOADED);
  const draft = {
    values: { ...before, size: '200 GiB', allowShrink: false },
    base: { ...before, ETag: '1' },
    savedAt: '2026-11-29T12:00:00Z',
  };
  const { screen, writes, drafts } = await renderPage(<VolumeEditPage />, {
    url: `${PATH}/edit`,
    route: '/volumes/:volumeId/edit',
    server({ method, url }) {
      if (method === 'PUT') return { status: 412, body: errorBody(9, 'the ETag is another') };
      if (url.startsWith('/api/v2/fleet/policies')) return { body: { policies: [] } };
      return { body: now };
    },
    drafts: ({ method }) => ({ body: method === 'GET' ? { draft } : {} }),
  });
  const size = screen.getByRole('textbox', { name: 'Size', exact: true });
  await expect.element(size).toHaveValue('300 GiB');
  await screen.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(size).toHaveValue('200 GiB');
  await expect.element(screen.getByText(/Someone else modified this volume/)).toBeVisible();
  await screen.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.element(screen.getByRole('heading', { name: /was modified/ })).toBeVisible();
  expect(writes()).toMatchObject([{ method: 'PUT', ifMatch: '1' }]);
  await screen.getByRole('button', { name: /Discard/ }).click();
  await expect.poll(() => drafts().map(({ method }) => method)).toContain('DELETE');
});
