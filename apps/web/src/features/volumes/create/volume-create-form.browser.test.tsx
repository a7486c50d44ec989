import { afterEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aVolume } from '#/features/volumes/test-support.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { leftEdges, usedWidth, widest } from '#/test-support/used-width.ts';
import { VolumeCreateForm } from './volume-create-form.tsx';

const CREATED = aVolume();
afterEach(() => page.viewport(1280, 800));

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

test('a new volume with invalid fields is not summed up, and has no API call to copy, and nothing moves', async () => {
  const { screen, field, fill } = await form({ body: {} });
  const summary = screen.getByRole('region', { name: 'New volume' });
  const call = summary.getByRole('button', { name: 'Show API call' });
  await fill();
  await call.click();
  const copy = summary.getByRole('button', { name: 'Copy curl command' });
  await expect.element(copy).toBeVisible();
  await call.click();
  await expect.poll(() => copy.elements()).toEqual([]);
  const height = () => summary.element().getBoundingClientRect().height;
  const before = height();
  await field('Name').fill('db 1');
  await field('Size').fill('12 parsecs');
  await expect.poll(() => summary.getByText('db 1').elements()).toEqual([]);
  expect(height()).toBe(before);
  await call.click();
  await expect.element(summary.getByText(/Once the form is valid/)).toBeVisible();
  expect(copy.elements()).toEqual([]);
  const texts = summary
    .getByRole('definition')
    .elements()
    .map(({ textContent }) => textContent);
  expect(texts).toEqual(['–', 'acme', '–', '–', 'No host can connect yet']);
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

test.each([1280, 1920, 2560])(
  '%i wide, the form and what it comes to use the whole width, in lines that can be read',
  async (width) => {
    await page.viewport(width, 1000);
    const { screen, submit, field } = await form({ body: CREATED });
    const preview = screen.getByRole('region', { name: 'Placement preview' });
    const summary = screen.getByRole('region', { name: 'New volume' });
    await expect.element(summary).toBeVisible();
    const fields = submit.element().closest('form');
    if (fields === null) throw new Error('no form');
    expect(usedWidth([fields, preview.element(), summary.element()])).toBeGreaterThan(95);
    expect(widest(screen.getByRole('textbox').elements())).toBeLessThan(770);
    // Each column of the form has one edge, and so have the panels beside it.
    const labelled = [field('Name').element(), submit.element()];
    expect(
      leftEdges([...labelled, screen.getByRole('textbox', { name: 'ACL hosts' }).element()]),
    ).toHaveLength(1);
    expect(leftEdges([preview.element(), summary.element()])).toHaveLength(1);
  },
);

test('390 wide, the form comes first and what it comes to below it', async () => {
  await page.viewport(390, 800);
  const { screen, submit } = await form({ body: CREATED });
  const summary = screen.getByRole('region', { name: 'New volume' });
  await expect.element(summary).toBeVisible();
  const { bottom } = submit.element().getBoundingClientRect();
  expect(summary.element().getBoundingClientRect().top).toBeGreaterThan(bottom);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('what a new volume comes to is said while it is typed: its size with all copies, and who can connect', async () => {
  const { screen, fill } = await form({ body: CREATED });
  const summary = screen.getByRole('region', { name: 'New volume' });
  const text = () => summary.element().textContent;
  await expect.element(summary).toBeVisible();
  expect(text()).toContain('No host can connect yet');
  await expect.poll(text).toContain('With 2 copies–');
  await fill();
  await expect.poll(text).toContain('Namedb-1Projectacme');
  await expect.poll(text).toContain('With 2 copies200 GiB');
  await screen.getByRole('combobox', { name: 'Replicas' }).selectOptions('1');
  await expect.poll(text).toContain('With 1 copy100 GiB');
  await screen.getByRole('button', { name: 'Any host' }).click();
  await expect.poll(text).toContain('Any host can connect');
});
