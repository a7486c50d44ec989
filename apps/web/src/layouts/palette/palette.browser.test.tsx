import { fleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { afterEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aSnapshot, indexAnswer } from '#/features/snapshots/test-support.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { theme } from '#/lib/settings.ts';
import { aTask } from '#/test-support/a-task.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { Palette } from './palette.tsx';

afterEach(() => theme.choose('system'));

/** The names of the volumes that answer a search; nothing when it is refused. */
type Answer = (search: string) => Promise<readonly string[] | undefined>;

interface Fleet {
  readonly volumes?: Answer;
  readonly project?: string;
  readonly snapshots?: readonly string[];
  readonly host?: string;
  readonly tasks?: readonly FleetTask[];
}

const CLUSTERS = ['lb-north-01', 'lb-south-01'].map((name) =>
  fleetCluster.parse({
    id: `id-of-${name}`,
    name,
    status: 'Connected',
    attachedAt: '2026-01-01T00:00:00Z',
    tlsFingerprint: 'AB',
    volumesByState: {},
  }),
);
const NQN = 'nqn.2019-09.com.example:host-1';
const TOTAL = 1234;

/** The palette as somebody with the role has it. */
async function openAs(role: string, fleet: Fleet = {}) {
  const {
    volumes: answer = async () => [],
    project = 'acme',
    snapshots = [],
    host,
    tasks = [],
  } = fleet;
  const onClose = vi.fn<() => void>();
  const onOpen = vi.fn<(name: string) => void>();
  const result = await renderPage(<Palette onClose={onClose} onOpen={onOpen} />, {
    url: '/',
    roles: [role],
    async server({ url, method }) {
      const { pathname, searchParams } = new URL(url, location.href);
      const of = (what: string) => pathname === `/api/v2/fleet/${what}`;
      const facets = { cluster: {}, project: {}, state: {}, protection: {} };
      if (of('volumes')) {
        const names = await answer(searchParams.get('search') ?? '');
        if (names === undefined) return { status: 400, body: errorBody(3, 'too long') };
        const volumes = names.map((name, n) =>
          aVolume({ UUID: `00000000-0000-4000-8001-00000000000${n}`, name, projectName: project }),
        );
        const total = names.length > 5 ? TOTAL : names.length;
        return { body: { volumes, total, facets, clusters: [], troubles: [] } };
      }
      if (of('snapshots'))
        return { body: indexAnswer(snapshots.map((name, n) => aSnapshot(n + 1, { name }))) };
      if (of('hosts')) {
        const hosts =
          host === undefined
            ? []
            : [
                {
                  hostNQN: NQN,
                  friendly: { name: host, setBy: 'ada', setAt: '2026-01-01T00:00:00Z' },
                  connection: 'connected',
                  volumes: 3,
                  connectedVolumes: 1,
                  capacity: '1',
                },
              ];
        return {
          body: { hosts, total: hosts.length, facets: { ...facets, connection: {} }, clusters: [] },
        };
      }
      if (of('clusters')) return { body: { clusters: CLUSTERS } };
      if (of('workflows'))
        return {
          body: {
            workflows: [],
            total: 0,
            facets: { type: {}, cluster: {}, state: {}, startedBy: {} },
            clusters: [],
          },
        };
      if (of('tasks')) return { body: { tasks, total: tasks.length, people: [] } };
      if (of('usage/projects')) return { body: { projects: [], clusters: [] } };
      if (of('usage/policies')) return { body: { policies: [], clusters: [] } };
      if (of('usage/nodes')) return { body: { nodes: [], clusters: [] } };
      const task = tasks.find(({ id }) => pathname === `/api/v2/fleet/tasks/${id}/pause`);
      if (task !== undefined && method === 'POST') return { body: { ...task, asked: 'pause' } };
      return undefined;
    },
  });
  const box = result.screen.getByRole('textbox', { name: 'Search or run a command' });
  await expect.element(box).toHaveFocus();
  return { ...result, box, onClose, onOpen };
}

const expectNote = (text: string) =>
  expect.element(page.getByRole('status')).toHaveTextContent(text);

test('Enter goes to the first place that fits what was typed, and closes the palette', async () => {
  const { box, onClose, location } = await openAs('system:cluster-admin');
  await box.fill('cluster att');
  await userEvent.keyboard('{Enter}');
  await expect.poll(location).toBe('/clusters/attach');
  expect(onClose).toHaveBeenCalledOnce();
});

test('the arrows walk through the places and back to the text, and a letter is typed wherever one is', async () => {
  const { screen, box } = await openAs('system:cluster-admin');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('link', { name: /^Volumes/ })).toHaveFocus();
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  await expect.element(box).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}node');
  await expect.element(box).toHaveValue('node');
});

test('Enter waits for the best of all results, also where others are there before', async () => {
  const answered = Promise.withResolvers<void>();
  const { screen, box, location } = await openAs('system:cluster-admin', {
    volumes: async () => {
      await answered.promise;
      return ['db-old'];
    },
    tasks: [aTask({ kind: 'delete volume', subject: 'db-old', total: 1 })],
  });
  await box.fill('db-old');
  await expect.element(screen.getByRole('region', { name: 'Tasks' })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expectNote('Searching …');
  answered.resolve();
  await expect.poll(location).toMatch(/^\/volumes\//);
});

/** The palette with a task at hand, while the search for volumes waits to be answered. */
async function waiting() {
  const answered = Promise.withResolvers<readonly string[] | undefined>();
  const palette = await openAs('system:cluster-admin', {
    volumes: () => answered.promise,
    tasks: [aTask({ kind: 'delete volume', subject: 'db-old', total: 1 })],
  });
  await palette.box.fill('db-old');
  await expect.element(palette.screen.getByRole('region', { name: 'Tasks' })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expectNote('Searching …');
  return { ...palette, answer: answered.resolve };
}

test('Enter that waits for results is given up when a search fails: what is there may not be the best', async () => {
  const { answer, location, onClose } = await waiting();
  answer(undefined);
  await expectNote('Volumes could not be searched');
  expect(location()).toBe('/');
  expect(onClose).not.toHaveBeenCalled();
  await userEvent.keyboard('{Enter}');
  await expect.poll(location).toMatch(/^\/tasks\//);
});

test.each([
  ['the palette is closed', '{Escape}'],
  ['another entry is gone to', '{ArrowDown}'],
  ['the text is changed, and changed back', 'x{Backspace}'],
])('Enter that waits for results is given up when %s', async (_, keys) => {
  const { answer, location } = await waiting();
  await userEvent.keyboard(keys);
  answer(['db-old']);
  await expectNote('2 results');
  expect(location()).toBe('/');
});

test('a cluster is found by a part of its name', async () => {
  const { screen, box } = await openAs('system:cluster-admin');
  await box.fill('SOUTH');
  await expect.element(screen.getByRole('link', { name: /lb-south-01/ })).toBeVisible();
  await expectNote('1 result');
  expect(screen.getByRole('link').elements()).toHaveLength(1);
});

test('each kind has a group, the best name first, with how many there are and the way to all of them, also after a verb', async () => {
  const names = ['a-db-1', 'b-db-2', 'c-db-3', 'd-db-4', 'e-db-5', 'db'];
  const { screen, box } = await openAs('system:cluster-admin', {
    volumes: async () => names,
    snapshots: ['db-nightly'],
    host: 'db-host',
    tasks: [aTask({ kind: 'delete volume', subject: 'db-old', total: 1 })],
  });
  await box.fill('db');
  const volumes = screen.getByRole('region', { name: 'Volumes' });
  await expect.element(volumes.getByRole('link').first()).toMatchTextContent(/^db/);
  await expect
    .element(volumes.getByRole('link', { name: 'Show all 1,234 matches in the list' }))
    .toHaveAttribute('href', '/volumes?search=db');
  const inGroup = (group: string, name: RegExp) =>
    screen.getByRole('region', { name: group }).getByRole('link', { name });
  await expect
    .element(inGroup('Snapshots', /^db-nightly/))
    .toHaveAttribute('href', `/volumes/${aSnapshot(1).sourceVolumeUUID}/snapshots`);
  await expect
    .element(inGroup('Hosts', /^db-host/))
    .toHaveAttribute('href', `/hosts/${encodeURIComponent(NQN)}`);
  await expect.element(inGroup('Tasks', /^Delete db-old/)).toBeVisible();
  await box.fill('resize db');
  await expect
    .element(volumes.getByRole('link', { name: 'Show all 1,234 matches in the list' }))
    .toHaveAttribute('href', '/volumes?search=db');
});

test('a viewer is offered no action unasked, and text that fits nothing says so', async () => {
  const { screen, box } = await openAs('acme:viewer');
  await expect.element(screen.getByRole('link', { name: /^Volumes/ })).toBeVisible();
  expect(screen.getByText(/Create a volume|Resize a volume/).elements()).toHaveLength(0);
  await box.fill('attach');
  await expectNote('No results');
});

test('while volumes are searched, none that was found before is opened by Enter, and nothing is said to be missing', async () => {
  const answered = Promise.withResolvers<void>();
  const { screen, box, onClose, location } = await openAs('acme:viewer', {
    async volumes(search) {
      if (search === 'db') return ['db-1', 'db-2'];
      await answered.promise;
      return search === 'db-2' ? ['db-2'] : [];
    },
  });
  await box.fill('db');
  await expect.element(screen.getByRole('link', { name: /db-1/ })).toBeVisible();
  await box.fill('db-2');
  await expectNote('Searching …');
  expect(screen.getByRole('link').elements()).toHaveLength(1);
  await box.fill('other');
  await userEvent.keyboard('{Enter}');
  expect(onClose).not.toHaveBeenCalled();
  expect(screen.getByText('No results').elements()).toEqual([]);
  answered.resolve();
  await expectNote('No results');
  expect(location()).toBe('/');
});

test('one question of each kind is asked at once for what was typed, and what is outdated is canceled', async () => {
  const { box, sent } = await openAs('system:cluster-admin', {
    volumes: (search) => (search === 'db' ? new Promise(() => {}) : Promise.resolve(['db-2'])),
  });
  await box.fill('db');
  const asked = (search: string) =>
    sent
      .filter(({ url }) => url.includes('search='))
      .filter(({ url }) => new URL(url, location.href).searchParams.get('search') === search);
  const pathsOf = (search: string) =>
    asked(search)
      .map(({ url }) => new URL(url, location.href).pathname.split('/').at(-1))
      .toSorted((a = '', b = '') => a.localeCompare(b));
  await expect
    .poll(() => pathsOf('db'))
    .toEqual(['hosts', 'snapshots', 'tasks', 'volumes', 'workflows']);
  await box.fill('db-2');
  await expect
    .poll(() => pathsOf('db-2'))
    .toEqual(['hosts', 'snapshots', 'tasks', 'volumes', 'workflows']);
  const outdated = asked('db').find(({ url }) => url.includes('/volumes'));
  await expect.poll(() => outdated?.isCanceled()).toBe(true);
  // What comes as a whole is asked once for all that is typed.
  expect(sent.filter(({ url }) => url.endsWith('/fleet/clusters'))).toHaveLength(1);
});

test('a search for volumes that fails is said to have failed', async () => {
  const { box } = await openAs('acme:viewer', { volumes: async () => undefined });
  await box.fill('x'.repeat(300));
  await expect.element(page.getByRole('status')).toHaveTextContent('Volumes could not be searched');
});

test('a verb before a name leads to what is done with the volume, for who may do it', async () => {
  const searched: string[] = [];
  const { box, location } = await openAs('system:cluster-admin', {
    async volumes(search) {
      searched.push(search);
      return ['pvc-1'];
    },
  });
  await box.fill('edit pvc-1');
  await expect.element(page.getByRole('link', { name: /^Edit pvc-1/ })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.poll(location).toMatch(/^\/volumes\/.*\/edit$/);
  expect(searched).toEqual(['pvc-1']);
});

test('a viewer who asks for an action finds it with the role that is missing', async () => {
  const { screen, box, onClose, onOpen } = await openAs('acme:viewer', { host: 'db-host' });
  for (const [typed, action, role] of [
    ['create a vol', /^Create a volume/, 'acme:admin'],
    ['roll a vol', /^Roll a volume back/, 'acme:admin'],
    ['rename db-host', /^Rename db-host/, 'system:cluster-admin'],
  ] as const) {
    await box.fill(typed);
    const entry = screen.getByRole('button', { name: action });
    await expect.element(entry).toMatchTextContent(new RegExp(`Needs the role ${role}$`));
    await expect.element(entry).toHaveAttribute('aria-disabled', 'true');
    await entry.click({ force: true });
  }
  expect(onClose).not.toHaveBeenCalled();
  expect(onOpen).not.toHaveBeenCalled();
  // Clusters are no pages of theirs, so there is nothing to be told of them.
  await box.fill('detach lb-south');
  await expect.element(page.getByRole('status')).not.toHaveTextContent('Searching …');
  expect(screen.getByText(/^Detach/).elements()).toEqual([]);
});

test.each(['acme:viewer', 'other:admin'])(
  'what %s may not do with a volume names the role that is missing, and does nothing',
  async (role) => {
    const { box, onClose, writes } = await openAs(role, {
      volumes: async () => ['pvc-1'],
    });
    await box.fill('delete pvc-1');
    const entry = page.getByRole('button', { name: /^Delete pvc-1/ });
    await expect.element(entry).toMatchTextContent(/Needs the role acme:admin/);
    await expect.element(entry).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Enter}');
    expect(page.getByText('Delete this volume?').elements()).toEqual([]);
    expect(onClose).not.toHaveBeenCalled();
    expect(writes()).toEqual([]);
  },
);

test.each([
  ['resize pvc-1', /^Resize pvc-1/, /Size of pvc-1/],
  ['delete pvc-1', /^Delete pvc-1/, /Delete this volume/],
  ['cancel task db-old', /^Cancel: Delete db-old/, /Cancel this task/],
  ['snapshot pvc-1', /^Take a snapshot of pvc-1/, /Take a snapshot/],
  ['give access to db-host', /^Give db-host access/, /Give access to volumes/],
  ['detach lb-south', /^Detach lb-south-01/, /Detach this cluster/],
])('"%s" opens its dialog over the page', async (typed, name, title) => {
  const { box, onClose } = await openAs('system:cluster-admin', {
    volumes: async () => ['pvc-1'],
    host: 'db-host',
    tasks: [aTask({ kind: 'delete volumes', subject: 'db-old', total: 1 })],
  });
  await box.fill(typed);
  await expect.element(page.getByRole('button', { name })).toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByRole('heading', { name: title })).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

test('volumes, snapshots and hosts are asked for with the best names first, and tasks by what was typed', async () => {
  const { box, sent } = await openAs('system:cluster-admin');
  await box.fill('db');
  const askedOf = (what: string) =>
    sent
      .map(({ url }) => new URL(url, location.href))
      .filter(({ pathname }) => pathname === `/api/v2/fleet/${what}`)
      .map(({ searchParams }) => [searchParams.get('search'), searchParams.get('best')]);
  for (const what of ['volumes', 'snapshots', 'hosts'])
    await expect.poll(() => askedOf(what)).toEqual([['db', 'name']]);
  await expect.poll(() => askedOf('tasks')).toEqual([['db', null]]);
});

test('"pause task" pauses a task, and others say why they cannot be paused', async () => {
  const running = aTask({ id: '00000000-0000-4000-8000-0000000000a1', kind: 'change volumes' });
  const ended = aTask({ id: '00000000-0000-4000-8000-0000000000a2', state: 'COMPLETED' });
  const { screen, box, writes } = await openAs('system:cluster-admin', { tasks: [running, ended] });
  await box.fill('pause task');
  await userEvent.keyboard(' ');
  await expect
    .element(screen.getByRole('button', { name: /^Pause: Delete 4 volumes/ }))
    .toMatchTextContent(/It is not running/);
  await userEvent.keyboard('{Enter}');
  await expect
    .poll(() => writes().map(({ url }) => url))
    .toEqual([`/api/v2/fleet/tasks/${running.id}/pause`]);
});

test('the theme is chosen by its name', async () => {
  const { box, onClose } = await openAs('acme:viewer');
  await box.fill('dark theme');
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => theme.get()).toBe('dark');
  expect(onClose).toHaveBeenCalledOnce();
});

test('an action that is chosen by its words waits for the name', async () => {
  const { box } = await openAs('system:cluster-admin', { volumes: async () => ['pvc-1'] });
  await box.fill('roll a volume');
  await userEvent.keyboard('{Enter}');
  await expect.element(box).toHaveValue('roll back ');
  await expect.element(box).toHaveFocus();
  await expect.element(page.getByRole('link', { name: /^Roll pvc-1 back/ })).toBeVisible();
});
