import { volume, type Volume } from '@asterism/api-types/cluster-api/volume';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { HostPage } from './host-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const TASK = 'cccccccc-0000-4000-8000-000000000001';
const NQN = 'nqn.2019-09.com.example:host-1';

const aVolume = (n: number, facts: Partial<Volume> = {}): Volume => ({
  ...volume.parse({ UUID: `00000000-0000-4000-8000-00000000000${n}` }),
  name: `vol-${n}`,
  state: 'Available',
  protectionState: 'FullyProtected',
  projectName: 'default',
  clusterId: NORTH,
  size: '1073741824',
  ETag: String(n),
  ...facts,
});
const OWN = aVolume(1, { acl: { values: [NQN] }, connectedHosts: [NQN] });
const OPEN = aVolume(2, { acl: { values: ['ALLOW_ANY'] } });
const OTHER = aVolume(3, { acl: { values: ['ALLOW_NONE'] } });
const BLUE = aVolume(4, { projectName: 'blue' });

const answer = (volumes: readonly Volume[]) => ({
  body: {
    volumes,
    total: volumes.length,
    facets: { cluster: {}, project: {}, state: {}, protection: {} },
    clusters: [
      { clusterId: NORTH, name: 'lb-north', displayName: 'lb-north', status: 'Connected' },
    ],
    troubles: [],
  },
});

const aTask = (state: string, skipped: number) => ({
  id: TASK,
  kind: 'change volumes',
  state,
  total: 1 + skipped,
  counts: { failed: 0, running: 0, following: 0, waiting: 1, done: 0, canceled: 0, skipped },
  percent: 0,
  risks: { mayBeInUse: 0, modified: 0 },
  projects: ['default'],
  clusterIds: [NORTH],
  createdAt: '2026-11-29T00:00:00Z',
});

interface Facts {
  readonly roles?: readonly string[];
  readonly isUnknown?: boolean;
  readonly friendly?: string;
  /** How many volumes the draft leaves out. */
  readonly skipped?: number;
  /** What a draft waits for before it is answered. */
  readonly answers?: Promise<void>;
}

function open({ roles, isUnknown = false, friendly, skipped = 0, answers }: Facts = {}) {
  return renderPage(<HostPage />, {
    url: `/hosts/${encodeURIComponent(NQN)}`,
    route: '/hosts/:hostNqn',
    ...(roles === undefined ? {} : { roles }),
    async server({ method, url }) {
      const path = url.split('?')[0] ?? '';
      if (method === 'PUT') return { body: { hostNQN: NQN, name: 'db-01' } };
      if (path.endsWith('/start')) return { body: aTask('PENDING', skipped) };
      if (path.endsWith('/cancel')) return { body: aTask('CANCELED', skipped) };
      if (path.endsWith('/items'))
        return {
          body: {
            items: [
              {
                index: 0,
                target: { UUID: OTHER.UUID, name: 'vol-3' },
                state: 'skipped',
                failure: { kind: 'state', reason: 'it is being deleted' },
              },
            ],
            total: 1,
          },
        };
      if (method === 'POST') {
        await answers;
        return { body: aTask('DRAFT', skipped) };
      }
      if (path === '/api/v2/fleet/related-volumes') return answer(isUnknown ? [] : [OWN, OPEN]);
      if (path === '/api/v2/fleet/volumes') return answer([OWN, OPEN, OTHER, BLUE]);
      if (!path.startsWith('/api/v2/fleet/host')) return undefined;
      if (isUnknown) return { status: 404, body: errorBody(5, 'no volume knows it') };
      return {
        body: {
          hostNQN: NQN,
          ...(friendly === undefined
            ? {}
            : { friendly: { name: friendly, setBy: 'grace', setAt: '2026-11-01T00:00:00Z' } }),
          connection: 'connected',
          volumes: 2,
          connectedVolumes: 1,
          capacity: '2147483648',
          clusterIds: [NORTH],
          projects: ['default'],
          clusters: [],
        },
      };
    },
  });
}

test('a host is shown with its volumes, and how it may use each', async () => {
  const { screen } = await open({ friendly: 'db-prod-01' });
  await expect.element(screen.getByRole('heading', { name: 'db-prod-01' })).toBeVisible();
  await expect.element(screen.getByText(/named by grace/)).toBeVisible();
  const own = screen.getByRole('row', { name: /vol-1/ });
  await expect.element(own.getByText('By name')).toBeVisible();
  await expect.element(own.getByText('Connected')).toBeVisible();
  await expect
    .element(screen.getByRole('row', { name: /vol-2/ }).getByText('Any host'))
    .toBeVisible();
});

test('a host is given access to a volume in three clicks, by a task', async () => {
  const { screen, writes } = await open();
  await screen.getByRole('button', { name: 'Give access' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'vol-3' }).click();
  await dialog.getByRole('button', { name: 'Give access to 1 volume' }).click();
  await expect
    .poll(() => writes().map(({ url }) => url))
    .toEqual(['/api/v2/fleet/tasks', `/api/v2/fleet/tasks/${TASK}/start`]);
  const [draft, start] = writes();
  expect(draft?.body).toEqual({
    kind: 'change volumes',
    change: { acl: { add: [NQN] } },
    volumes: { [OTHER.UUID]: '3' },
  });
  expect(start?.body).toEqual({ undoSeconds: 0 });
  await expect.poll(() => screen.getByRole('dialog').elements()).toEqual([]);
});

test('what cannot be given says why: who has access already, and the right that is missing', async () => {
  const { screen } = await open({ roles: ['default:admin'] });
  await screen.getByRole('button', { name: 'Give access' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/· Has access already/)).toBeVisible();
  await expect.element(dialog.getByText(/Any host has access already/)).toBeVisible();
  await expect.element(dialog.getByText(/Needs the role blue:admin/)).toBeVisible();
  for (const name of ['vol-1', 'vol-2', 'vol-4']) {
    await expect.element(dialog.getByRole('checkbox', { name })).toBeDisabled();
  }
});

test('when something is not as it was chosen, that is shown before anything starts', async () => {
  const { screen, writes } = await open({ skipped: 1 });
  await screen.getByRole('button', { name: 'Give access' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('checkbox', { name: 'vol-3' }).click();
  await dialog.getByRole('button', { name: 'Give access to 1 volume' }).click();
  await expect.element(dialog.getByText('Skipped: it is being deleted')).toBeVisible();
  expect(writes()).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => writes().at(-1)?.url).toBe(`/api/v2/fleet/tasks/${TASK}/cancel`);
});

test('all volumes that match are shown before a host is given access to them', async () => {
  const { screen, writes } = await open();
  await screen.getByRole('button', { name: 'Give access' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Search volumes' }).fill('vol');
  await dialog.getByRole('button', { name: 'Choose all 4 that match' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: 'vol-3' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Preview for 4 volumes' }).click();
  await dialog.getByRole('button', { name: 'Give the host access to 1 volume' }).click();
  await expect.poll(() => writes().length).toBe(2);
  expect(writes()[0]?.body).toEqual({
    kind: 'change volumes',
    change: { acl: { add: [NQN] } },
    matching: { search: 'vol' },
  });
  expect(writes()[1]?.body).toEqual({ undoSeconds: 0 });
  await expect.poll(() => screen.getByRole('dialog').elements()).toEqual([]);
});

test('access is taken away from selected volumes after a warning of what is connected', async () => {
  const { screen, writes } = await open();
  await screen.getByRole('row', { name: /vol-1/ }).getByRole('checkbox').click();
  await screen.getByRole('button', { name: 'Take access away' }).click();
  const dialog = screen.getByRole('dialog');
  await expect
    .element(dialog.getByText(/connected to 1 of them now, and will lose it/))
    .toBeVisible();
  await dialog.getByRole('button', { name: 'Take access away' }).click();
  await expect.poll(() => writes().length).toBe(2);
  expect(writes()[0]?.body).toMatchObject({ change: { acl: { remove: [NQN] } } });
  expect(writes()[1]?.body).toEqual({ undoSeconds: 10 });
});

test('a cluster admin names a host on its page; others are told which role that takes', async () => {
  const { screen, writes } = await open();
  await screen.getByRole('button', { name: 'Name host' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Name this host' });
  const field = dialog.getByRole('textbox', { name: 'Friendly name' });
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(screen.getByRole('button', { name: 'Name host' })).toHaveFocus();
  expect(writes()).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await field.fill('  db-01 ');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => writes()[0]?.body).toEqual({ hostNQN: NQN, name: 'db-01' });
  await screen.unmount();
  const viewer = await open({ roles: ['default:viewer'] });
  const name = viewer.screen.getByRole('button', { name: 'Name host' });
  await expect.element(name).toHaveAttribute('aria-disabled', 'true');
  await expect
    .element(viewer.screen.getByRole('button', { name: 'Give access' }))
    .toHaveAttribute('aria-disabled', 'true');
});

test('a host that no volume knows can still be given access', async () => {
  const { screen } = await open({ isUnknown: true });
  await expect.element(screen.getByText('No volume knows this host')).toBeVisible();
  await screen.getByRole('button', { name: 'Give access' }).click();
  await expect.element(screen.getByRole('checkbox', { name: 'vol-3' })).toBeVisible();
});

test('giving access is not left, by no key and no button, before it is known what became of it', async () => {
  const answer = Promise.withResolvers<void>();
  const { screen, writes } = await open({ answers: answer.promise });
  await screen.getByRole('button', { name: 'Give access' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Give access to volumes' });
  await dialog.getByRole('checkbox', { name: 'vol-3' }).click();
  await dialog.getByRole('button', { name: 'Give access to 1 volume' }).click();
  const cancel = dialog.getByRole('button', { name: 'Cancel' });
  await expect.element(cancel).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{Escape}');
  await cancel.click({ force: true });
  expect(dialog.getByRole('button', { name: 'Close' }).elements()).toEqual([]);
  await expect.element(dialog).toBeVisible();
  answer.resolve();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().map(({ url }) => url.split('/').at(-1))).toEqual(['tasks', 'start']);
});
