import { expect, test } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { VolumeCreateForm } from './volume-create-form.tsx';

const CREATED = aVolume();
const LISTS: Record<string, unknown> = {
  '/api/v2/fleet/policies': { policies: [] },
  '/api/v2/fleet/projects': { projects: [{ name: 'acme', clusterIds: ['c-1'] }] },
  '/api/v2/fleet/clusters': { clusters: [] },
};

/** The form, before a server that answers a create so. */
async function form(create: ReturnType<Server>) {
  const page = await renderPage(<VolumeCreateForm />, {
    url: '/volumes/new',
    server: ({ method, url }) =>
      method === 'POST' ? create : url in LISTS ? { body: LISTS[url] } : undefined,
  });
  const field = (name: string) => page.screen.getByRole('textbox', { name, exact: true });
  return {
    ...page,
    field,
    submit: page.screen.getByRole('button', { name: 'Create volume' }),
    fill: async () => {
      await field('Name').fill('db-1');
      await page.screen.getByRole('combobox', { name: 'Project' }).fill('acme');
      await field('Size').fill('100 GiB');
    },
  };
}

test('a new volume with invalid fields is not sent, and each field says what is wrong', async () => {
  const { screen, field, submit, writes } = await form({ body: {} });
  await field('Size').fill('ten bananas');
  await submit.click();
  await expect.element(screen.getByText(/Fix the highlighted fields/)).toBeVisible();
  await expect.element(field('Name')).toHaveAccessibleDescription(/Must not be empty/);
  await expect.element(field('Size')).toHaveAttribute('aria-invalid', 'true');
  expect(writes()).toEqual([]);
});

test('a size without its unit is not sent, and has the focus until its unit is chosen', async () => {
  const { screen, field, fill, submit, writes, location } = await form({ body: CREATED });
  await fill();
  await field('Size').fill('100');
  await submit.click();
  await expect.element(field('Size')).toHaveAccessibleDescription(/Needs a unit/);
  await expect.element(field('Size')).toHaveFocus();
  expect(writes()).toEqual([]);
  await screen.getByRole('button', { name: '100 GiB' }).click();
  await submit.click();
  await expect.poll(location).toBe(`/volumes/${CREATED.UUID}`);
  expect(writes()).toMatchObject([{ body: { size: '107374182400' } }]);
});

test('a host that is no NQN gets a warning that says what one looks like, and can be kept', async () => {
  const { screen, fill, submit, writes } = await form({ body: CREATED });
  await fill();
  const hosts = screen.getByRole('textbox', { name: 'ACL hosts' });
  await hosts.fill('not-an-nqn');
  await screen.getByRole('button', { name: 'Add host NQN' }).click();
  await expect
    .element(hosts)
    .toHaveAccessibleDescription(/“not-an-nqn” does not look like an NQN, such as nqn\.2014-08/);
  await submit.click();
  await expect.poll(writes).toMatchObject([{ body: { acl: { values: ['not-an-nqn'] } } }]);
});

test('a new volume is sent with its size in bytes, and its page opens', async () => {
  const { fill, submit, writes, location } = await form({ body: CREATED });
  await fill();
  await submit.click();
  await expect.poll(location).toBe(`/volumes/${CREATED.UUID}`);
  expect(writes()).toMatchObject([
    { method: 'POST', body: { name: 'db-1', projectName: 'acme', size: '107374182400' } },
  ]);
});

test('two clicks on "Create volume" in the same moment create one volume', async () => {
  const { fill, submit, writes, location } = await form({ body: CREATED });
  await fill();
  const button = submit.element();
  if (!(button instanceof HTMLElement)) throw new Error('no button');
  button.click();
  button.click();
  await expect.poll(location).toBe(`/volumes/${CREATED.UUID}`);
  expect(writes()).toHaveLength(1);
});

test('what the server refuses about a field of a new volume is said at that field', async () => {
  const violation = { field: 'size', description: 'is larger than the cluster' };
  const refused = { status: 400, body: errorBody(3, 'the volume is too large', violation) };
  const { screen, fill, field, submit } = await form(refused);
  await fill();
  await submit.click();
  await expect.element(field('Size')).toHaveAccessibleDescription(/Is larger than the cluster/);
  await expect.element(field('Size')).toHaveFocus();
  await expect.element(field('Name')).toHaveValue('db-1');
  expect(screen.getByText('The request was rejected').elements()).toEqual([]);
});

test('what the server refuses about a new volume as a whole is said below the form', async () => {
  const { screen, fill, submit } = await form({
    status: 503,
    body: errorBody(14, 'no cluster has room'),
  });
  await fill();
  await submit.click();
  await expect.element(screen.getByText(/Not available right now/).first()).toBeVisible();
  await expect.element(screen.getByText(/no cluster has room/).first()).toBeVisible();
});

test('a new volume that is sent again unchanged has the same idempotency key, and another one once it is changed', async () => {
  const { screen, fill, field, submit, writes } = await form({
    status: 503,
    body: errorBody(14, 'no cluster has room'),
  });
  await fill();
  for (const count of [1, 2]) {
    await submit.click();
    await expect.poll(() => writes().length).toBe(count);
    await expect.element(screen.getByText(/no cluster has room/).first()).toBeVisible();
  }
  await field('Name').fill('db-2');
  await submit.click();
  await expect.poll(() => writes().length).toBe(3);
  const [first, again, changed] = writes().map(({ idempotencyKey }) => idempotencyKey);
  expect(first).toMatch(/^"[0-9a-f]{32}"$/);
  expect(again).toBe(first);
  expect(changed).not.toBe(first);
});
