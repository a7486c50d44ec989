import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import {
  aSnapshot,
  deletionOf,
  indexAnswer,
  theVolume,
} from '#/features/snapshots/test-support.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { toasts } from '#/lib/toasts.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { SnapshotsPage } from './snapshots-page.tsx';
import '#/styles/frame.css';

beforeEach(() => page.viewport(1280, 800));
afterEach(async () => {
  tabMemory.clear();
  toasts.set([]);
  await page.viewport(414, 896);
});

const [first, second, third] = [aSnapshot(1), aSnapshot(2), aSnapshot(3)];
const addressOf = ({ clusterId, UUID }: FleetSnapshot) => `look=${clusterId}+${UUID}`;

interface ListOptions {
  readonly url?: string;
  readonly roles?: readonly string[];
  readonly answer?: Server;
  readonly clusters?: object;
}

/** The list of the snapshots, as the server has them at each moment. */
async function list(
  snapshots: readonly FleetSnapshot[] = [first, second, third],
  { url = '/snapshots', roles = ['acme:admin'], answer, clusters = {} }: ListOptions = {},
) {
  const shown = await renderPage(<SnapshotsPage />, {
    url,
    roles,
    server(request) {
      const answered = answer?.(request);
      if (answered !== undefined) return answered;
      if (request.url.startsWith('/api/v2/volumes/')) return { body: theVolume() };
      if (!request.url.startsWith('/api/v2/fleet/snapshots?')) return undefined;
      return { body: indexAnswer(snapshots, clusters) };
    },
  });
  const { screen } = shown;
  const item = (name: string) => screen.getByRole('menuitem', { name });
  const open = async (name: string) => {
    await screen.getByRole('button', { name: `Actions for ${name}` }).click();
    await expect.element(screen.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
  };
  const link = (name: string) => screen.getByRole('link', { name, exact: true });
  const glance = screen.getByRole('complementary', { name: /^Quick look/ });
  return { ...shown, item, open, link, glance };
}

test('the menu of a row rolls its volume back with a preview of what is lost, and shows the call', async () => {
  const { screen, item, open } = await list();
  await open(second.name);
  await item('Roll volume back').click();
  const dialog = screen.getByRole('dialog', { name: /Roll this volume back/ });
  await expect.element(dialog.getByText(/Everything written since/)).toBeVisible();
  await expect.element(dialog.getByText(/1 later snapshot/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await open(second.name);
  await item('Show API call').click();
  await expect
    .element(
      screen
        .getByRole('dialog', { name: /API call/ })
        .getByText(new RegExp(second.UUID))
        .first(),
    )
    .toBeVisible();
});

test('a snapshot is deleted from its row by a task, and cloned on the page for new volumes', async () => {
  const { screen, item, open, writes, location } = await list(undefined, {
    answer: deletionOf([first], { subject: first.name }),
  });
  await open(first.name);
  await item('Delete').click();
  const dialog = screen.getByRole('dialog', { name: new RegExp(`Delete snapshot ${first.name}`) });
  await dialog.getByRole('button', { name: `Delete snapshot ${first.name}` }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()[0]?.body).toEqual({
    kind: 'delete snapshots',
    snapshots: { [first.UUID]: first.ETag },
  });
  await open(first.name);
  await item('Clone to a volume').click();
  await expect.poll(location).toContain(`snapshot=${first.UUID}`);
});

test('what cannot be done says why: by the missing role, by the state, and when the cluster is away', async () => {
  const viewer = await list(undefined, { roles: ['acme:viewer'] });
  await viewer.open(first.name);
  for (const name of ['Roll volume back', 'Clone to a volume', 'Delete']) {
    await expect
      .element(viewer.screen.getByRole('menuitem', { name: new RegExp(`^${name}`) }))
      .toMatchTextContent(/Needs the role acme:admin$/);
  }
  await viewer.screen.unmount();
  const creating = await list([aSnapshot(1, { state: 'Creating' })]);
  await creating.open(first.name);
  await expect
    .element(creating.screen.getByRole('menuitem', { name: /^Delete/ }))
    .toMatchTextContent(/still being created/);
  await creating.screen.unmount();
  const away = await list([first], { clusters: { status: 'Disconnected' } });
  await away.open(first.name);
  await expect
    .element(away.screen.getByRole('menuitem', { name: /^Delete/ }))
    .toMatchTextContent(/can’t be reached/);
});

test('a quick look follows the arrow keys, is in the address, and Escape leads back to the row', async () => {
  const { screen, glance, link, location } = await list();
  await expect.element(link(third.name)).toBeVisible();
  screen.getByRole('region', { name: 'Snapshots, table' }).element().focus();
  await userEvent.keyboard('{Home}');
  await expect.element(link(third.name)).toHaveFocus();
  await userEvent.keyboard('q');
  await expect.element(glance).toBeVisible();
  await userEvent.keyboard('{ArrowDown}');
  await expect
    .element(glance.getByRole('heading', { name: `Quick look: ${second.name}` }))
    .toBeVisible();
  await expect.element(glance.getByRole('link', { name: '3 snapshots' })).toBeVisible();
  await expect.poll(location).toContain(addressOf(second));
  await userEvent.keyboard('q');
  await expect
    .element(glance.getByRole('heading', { name: `Quick look: ${second.name}` }))
    .toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(glance).not.toBeInTheDocument();
  await expect.element(link(second.name)).toHaveFocus();
});

test('an address opens a quick look, which is live, keeps the focus, and says that its snapshot is gone', async () => {
  const snapshots = [first];
  const { glance } = await list(snapshots, { url: `/snapshots?${addressOf(first)}` });
  await expect.element(glance.getByText('Available')).toBeVisible();
  const volume = glance.getByRole('link', { name: 'db', exact: true });
  volume.element().focus();
  snapshots[0] = aSnapshot(1, { state: 'Deleting' });
  await queryClient.invalidateQueries();
  await expect.element(glance.getByText('Deleting')).toBeVisible();
  await expect.element(volume).toHaveFocus();
  await expect
    .element(glance.getByRole('button', { name: 'Delete' }))
    .toHaveAttribute('aria-disabled', 'true');
  snapshots.pop();
  await queryClient.invalidateQueries();
  await expect.element(glance.getByText('This snapshot was deleted.')).toBeVisible();
  await expect
    .element(glance.getByRole('heading', { name: `Quick look: ${first.name}` }))
    .toHaveFocus();
});

test('a quick look is of its snapshot, whatever others are found with it', async () => {
  const { glance } = await list([second], {
    url: `/snapshots?${addressOf(first)}`,
    // What else has its UUID somewhere, such as in a label.
    answer: ({ url }) =>
      /(query|search)=.*0001/.test(url) ? { body: indexAnswer([first, second]) } : undefined,
  });
  await expect
    .element(glance.getByRole('heading', { name: `Quick look: ${first.name}` }))
    .toBeVisible();
  await expect.element(glance.getByText('Available')).toBeVisible();
});

test('a quick look that cannot be read says why', async () => {
  const { glance } = await list([second], {
    url: `/snapshots?${addressOf(first)}`,
    answer: ({ url }) =>
      url.includes('query=uuid') ? { status: 403, body: errorBody(7, 'no') } : undefined,
  });
  await expect.element(glance.getByText('You don’t have permission to do this')).toBeVisible();
});
