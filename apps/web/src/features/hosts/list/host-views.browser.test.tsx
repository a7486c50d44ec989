import {
  keptPreference,
  views as viewsSchema,
  type Views,
} from '@asterism/api-types/bff-api/preferences-api';
import { beforeEach, expect, test } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '#/styles/frame.css';
import { preferencesQuery } from '#/api/preferences.ts';
import { queryClient } from '#/api/query-client.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { HostsPage } from './hosts-page.tsx';

beforeEach(() => {
  localStorage.clear();
});

const HOST = {
  hostNQN: 'nqn.2019-09.com.example:host-1',
  connection: 'connected',
  volumes: 3,
  connectedVolumes: 2,
  capacity: '3221225472',
  clusterIds: [],
  projects: ['default', 'a-project-with-a-long-name', 'green'],
};

/** The list of hosts, of a person whose views the server keeps. */
async function open(
  url: string,
  views: Views = {},
  refuses = false,
  /** What a change waits for before it is answered. */
  answers: Promise<void> = Promise.resolve(),
) {
  let kept = { value: views, version: 1 };
  /** Saves views in another browser, of which nothing tells this one. */
  const saveElsewhere = (value: Views) => (kept = { value, version: kept.version + 1 });
  const lists: unknown[] = [];
  const rendered = await renderPage(<HostsPage />, {
    url,
    async server({ method, url: asked, body }) {
      if (asked === '/auth/preferences') return { body: { preferences: { views: kept } } };
      if (method === 'PUT') {
        await answers;
        if (refuses)
          return { status: 400, body: errorBody(3, 'leaves your preferences too large') };
        const { value, version } = keptPreference.parse(body);
        if (asked.endsWith('/lists')) {
          lists.push(value);
          return { body: { version: version + 1 } };
        }
        if (version !== kept.version) return { status: 409, body: errorBody(10, 'changed') };
        kept = { value: viewsSchema.parse(value), version: version + 1 };
        return { body: { version: version + 1 } };
      }
      if (!asked.startsWith('/api/v2/fleet/hosts?')) return undefined;
      const facets = { connection: {}, cluster: {}, project: {} };
      return { body: { hosts: [HOST], total: 1, facets, clusters: [] } };
    },
  });
  // As the layout does, once the page is live.
  await queryClient.fetchQuery(preferencesQuery());
  const choose = async (toggle: string, item: string) => {
    await rendered.screen.getByRole('button', { name: toggle, exact: true }).click();
    await rendered.screen.getByRole('menuitem', { name: item }).click();
  };
  const asked = () => rendered.sent.findLast(({ url: sent }) => sent.startsWith('/api/v2'))?.url;
  return { ...rendered, choose, asked, lists, saveElsewhere, kept: () => kept.value['hosts'] };
}

const IDLE = { name: 'Idle', query: 'sort=volumes&columns=host' };
const THEIRS = { name: 'Theirs', query: 'search=web&columns=host' };
const BUSY = { name: 'Busy', query: 'search=db&sort=volumes&order=desc&columns=host%2Cvolumes' };

test('search, order and columns are saved under a name, shown again, and overwritten as they are now', async () => {
  const { screen, choose, kept, location, goTo } = await open(
    '/hosts?search=db&sort=volumes&order=desc&columns=host,volumes',
  );
  await choose('Views', 'Save view…');
  await screen.getByRole('textbox', { name: 'Name' }).fill(' Busy ');
  await screen.getByRole('button', { name: 'Save view' }).click();
  await expect.poll(kept).toEqual({ views: [BUSY] });
  await expect.element(screen.getByRole('button', { name: 'Busy', exact: true })).toBeVisible();
  await goTo('/hosts?connection=connected');
  await choose('Busy (changed)', 'Busy');
  await expect.poll(location).toBe(`/hosts?${BUSY.query}`);
  await screen.getByRole('columnheader', { name: 'Volumes' }).getByRole('button').click();
  await choose('Busy (changed)', 'Save view…');
  await expect.element(screen.getByText('Overwrites your view “Busy”.')).toBeVisible();
  await screen.getByRole('button', { name: 'Overwrite view' }).click();
  await expect.poll(kept).toEqual({
    views: [{ name: 'Busy', query: 'search=db&sort=volumes&columns=host%2Cvolumes' }],
  });
});

test('a view is renamed, deleted, and made the one that the list opens with; all can still be seen', async () => {
  const { screen, choose, kept, goTo, asked, location } = await open('/hosts', {
    hosts: { views: [BUSY, IDLE] },
  });
  await choose('Views', 'Share or manage views…');
  await screen.getByRole('textbox', { name: 'Name of Busy' }).fill('Idle');
  await expect.element(screen.getByText('Each view needs a name of its own.')).toBeVisible();
  await screen.getByRole('button', { name: 'Delete Idle' }).click();
  await screen.getByRole('radio', { name: 'Open the list with Busy' }).click();
  await screen.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(kept).toEqual({ views: [{ ...BUSY, name: 'Idle' }], opensWith: 'Idle' });
  await goTo('/elsewhere');
  await goTo('/hosts');
  await expect.poll(asked).toContain('search=db&sort=volumes&order=desc');
  await expect.element(screen.getByRole('combobox', { name: 'Search hosts' })).toHaveValue('db');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(asked).not.toContain('search');
  await goTo('/hosts?sort=host');
  await expect.element(screen.getByRole('combobox', { name: 'Search hosts' })).toHaveValue('');
  expect(location()).toBe('/hosts?sort=host');
});

test('a view is saved beside those that were saved elsewhere meanwhile, also one of the same name', async () => {
  const { screen, choose, kept, saveElsewhere } = await open(`/hosts?${BUSY.query}`);
  await choose('Views', 'Save view…');
  await screen.getByRole('textbox', { name: 'Name' }).fill('Busy');
  saveElsewhere({ hosts: { views: [{ ...THEIRS, name: 'Busy' }, THEIRS], opensWith: 'Theirs' } });
  await screen.getByRole('button', { name: 'Save view' }).click();
  await expect
    .poll(kept)
    .toEqual({ views: [THEIRS, BUSY, { ...THEIRS, name: 'Busy (2)' }], opensWith: 'Theirs' });
  await screen.getByRole('button', { name: 'Busy', exact: true }).click();
  await expect.element(screen.getByRole('menuitem', { name: /^Theirs/ })).toBeVisible();
});

test('views that are renamed and deleted leave those that were saved elsewhere meanwhile, and what the list opens with there', async () => {
  const { screen, choose, kept, saveElsewhere, goTo, asked } = await open('/hosts', {
    hosts: { views: [BUSY, IDLE] },
  });
  await choose('Views', 'Share or manage views…');
  saveElsewhere({ hosts: { views: [BUSY, IDLE, THEIRS], opensWith: 'Theirs' } });
  // Read again meanwhile, as after any other change.
  await queryClient.invalidateQueries({ ...preferencesQuery(), refetchType: 'none' });
  await queryClient.fetchQuery({ ...preferencesQuery(), staleTime: 0 });
  await screen.getByRole('textbox', { name: 'Name of Busy' }).fill('Theirs');
  await screen.getByRole('button', { name: 'Delete Idle' }).click();
  await screen.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(kept).toEqual({
    views: [
      { ...BUSY, name: 'Theirs' },
      { ...THEIRS, name: 'Theirs (2)' },
    ],
    opensWith: 'Theirs (2)',
  });
  await goTo('/elsewhere');
  await goTo('/hosts');
  await expect.poll(asked).toContain('search=web');
});

test('the link to a list as it is shown says all of it, and a view that is refused says why', async () => {
  const { screen, choose } = await open('/hosts?search=db', {}, true);
  await choose('Views', 'Share or manage views…');
  await expect
    .element(screen.getByText(/\?search=db&columns=host,connection,volumes,/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await choose('Views', 'Save view…');
  await screen.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await screen.getByRole('button', { name: 'Save view' }).click();
  await expect.element(screen.getByText(/too large/)).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Mine');
});

for (const [item, name, change, action] of [
  ['Save view…', 'Save view', undefined, 'Save view'],
  ['Share or manage views…', /^Views of/, 'Delete Idle', 'Save changes'],
] as const) {
  test(`the dialog of “${item}” is not closed, by no key and no button, before what it sent is answered`, async () => {
    const answer = Promise.withResolvers<void>();
    const { screen, choose } = await open(
      '/hosts',
      { hosts: { views: [IDLE] } },
      true,
      answer.promise,
    );
    await choose('Views', item);
    const dialog = screen.getByRole('dialog', { name });
    if (change === undefined) await dialog.getByRole('textbox', { name: 'Name' }).fill('Mine');
    else await dialog.getByRole('button', { name: change }).click();
    await dialog.getByRole('button', { name: action }).click();
    const cancel = dialog.getByRole('button', { name: 'Cancel' });
    await expect.element(cancel).toHaveAttribute('aria-disabled', 'true');
    await userEvent.keyboard('{Escape}');
    await cancel.click({ force: true });
    expect(dialog.getByRole('button', { name: 'Close' }).elements()).toEqual([]);
    await expect.element(dialog).toBeVisible();
    answer.resolve();
    await expect.element(dialog.getByText(/too large/)).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
  });
}

test('a column is made wider by its edge, by arrow keys, or to fit; it stays so for the person, and can be as before', async () => {
  await page.viewport(1280, 800);
  const { screen, choose, lists, goTo } = await open('/hosts');
  const head = (name: string) => screen.getByRole('columnheader', { name }).element();
  const edge = (name: string) => screen.getByRole('separator', { name: `Width of ${name}` });
  const box = (name: string) => head(name).getBoundingClientRect();
  await expect.element(edge('Connection')).toBeInTheDocument();
  const [usual, volumes] = [box('Connection').width, box('Volumes')];
  await userEvent.dragAndDrop(
    edge('Connection'),
    screen.getByRole('columnheader', { name: 'Volumes' }),
  );
  await expect
    .poll(() => box('Connection').right)
    .toBeGreaterThan(volumes.left + volumes.width / 3);
  expect(box('Connection').right).toBeLessThan(volumes.right);
  expect(box('Volumes').width).toBeCloseTo(volumes.width, 0);
  await expect.poll(() => lists).toHaveLength(1);

  const dragged = box('Connection').width;
  edge('Connection').element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}');
  await expect.poll(() => box('Connection').width).toBeCloseTo(dragged + 16, 0);
  await edge('Projects').dblClick();
  const cell = screen.getByRole('cell', { name: /a-project-with-a-long-name/ }).element();
  await expect.poll(() => cell.scrollWidth <= cell.clientWidth).toBe(true);

  await goTo('/elsewhere');
  await goTo('/hosts');
  await expect.element(edge('Connection')).toBeInTheDocument();
  expect(box('Connection').width).toBeCloseTo(dragged + 16, 0);
  await choose('Views', 'Reset column widths');
  await expect.poll(() => box('Connection').width).toBeCloseTo(usual, 0);
  await expect.poll(() => lists.at(-1)).toEqual({ hosts: {} });
});

type MouseDeed = 'mousePressed' | 'mouseMoved' | 'mouseReleased';

/** What a mouse does with its left button, held or not, also where the page has nothing: beyond its window. */
async function mouse(type: MouseDeed, x: number, y: number, isHeld: boolean) {
  const { left = 0, top = 0 } = frameElement?.getBoundingClientRect() ?? {};
  const button = isHeld || type === 'mouseReleased' ? 'left' : 'none';
  const buttons = isHeld ? 1 : 0;
  const at = { x: left + x, y: top + y };
  await cdp().send('Input.dispatchMouseEvent', { ...at, type, button, buttons, clickCount: 1 });
}

test('an edge that is dragged out of the table and the window goes on until it is let go there, and Escape takes it back', async () => {
  await page.viewport(1000, 600);
  const { screen, lists } = await open('/hosts');
  const edge = screen.getByRole('separator', { name: 'Width of Connection' });
  await expect.element(edge).toBeInTheDocument();
  const head = screen.getByRole('columnheader', { name: 'Connection' }).element();
  const width = () => head.getBoundingClientRect().width;
  /** Takes the edge; what it returns moves it so many pixels to the right, and to that height in the window. */
  const take = async () => {
    const { left, top } = edge.element().getBoundingClientRect();
    const at = [left + 2, top + 5] as const;
    await mouse('mousePressed', ...at, true);
    return (type: MouseDeed, right: number, y = at[1], isHeld = type === 'mouseMoved') =>
      mouse(type, at[0] + right, y, isHeld);
  };
  const usual = width();
  const first = await take();
  await first('mouseMoved', 30, 500);
  await expect.poll(width).toBeCloseTo(usual + 30, 0);
  await first('mouseMoved', 60, -50);
  await expect.poll(width).toBeCloseTo(usual + 60, 0);
  await first('mouseReleased', 60, -50);
  await expect.poll(() => lists).toHaveLength(1);

  const second = await take();
  await second('mouseMoved', 40, 700);
  await expect.poll(width).toBeCloseTo(usual + 100, 0);
  await userEvent.keyboard('{Escape}');
  await expect.poll(width).toBeCloseTo(usual + 60, 0);
  await second('mouseMoved', 80);
  await second('mouseReleased', 80);
  expect(width()).toBeCloseTo(usual + 60, 0);
});
