import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { afterEach, expect, test, vi } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { StartedTaskNotices } from '#/domain/started-task-notices.tsx';
import { applyEvent } from '#/events/apply-event.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { toasts } from '#/lib/toasts.ts';
import { aCluster } from '#/test-support/a-cluster.ts';
import { aTask } from '#/test-support/a-task.ts';
import { errorBody, renderPage, type SentRequest } from '#/test-support/render-page.tsx';
import { BulkDialog, type BulkAction } from './bulk-dialog.tsx';

const NONE = { failed: 0, running: 0, following: 0, waiting: 0, done: 0, canceled: 0, skipped: 0 };

afterEach(() => {
  for (const id of startedTasks.get()) startedTasks.remove(id);
  toasts.set([]);
  tabMemory.clear();
});

const anItem = (index: number, facts: Partial<TaskItem> = {}): TaskItem => ({
  index,
  target: {
    UUID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    name: `db-${index}`,
    projectName: 'acme',
    clusterId: 'c-1',
    size: '1073741824',
  },
  state: 'waiting',
  isModified: false,
  mayBeInUse: false,
  ...facts,
});

interface Preview {
  readonly draft?: Partial<FleetTask>;
  readonly items?: (index: number) => Partial<TaskItem>;
  readonly answer?: (request: SentRequest) => { status: number; body: unknown } | undefined;
}

/** The dialog over a federation that previews what it is told to. */
async function dialogFor(action: BulkAction, { draft = {}, items, answer }: Preview = {}) {
  const onClose = vi.fn<() => void>();
  const onStarted = vi.fn<() => void>();
  let task = aTask({ state: 'DRAFT', counts: { ...NONE, waiting: 4 }, percent: 0, ...draft });
  const page = await renderPage(
    <>
      <BulkDialog
        action={action}
        target={{ volumes: { [anItem(0).target.UUID]: '1' }, count: task.total }}
        onStarted={onStarted}
        onClose={onClose}
      />
      <StartedTaskNotices />
    </>,
    {
      url: '/volumes',
      server(request) {
        const { method, url, body } = request;
        const other = answer?.(request);
        if (other !== undefined) return other;
        if (method === 'POST' && url === '/api/v2/fleet/tasks') {
          task = { ...task, ...(typeof body === 'object' && body !== null ? body : {}) };
          return { body: task };
        }
        if (url.includes('/items')) {
          const query = new URL(url, 'http://console').searchParams;
          const all = Array.from({ length: task.total }, (_, at) => anItem(at, items?.(at)));
          const state = query.get('state');
          const found = all.filter((item) => state === null || item.state === state);
          const offset = Number(query.get('offset'));
          return {
            body: { items: found.slice(offset, offset + 40), total: found.length },
          };
        }
        if (url.endsWith('/start')) {
          task = { ...task, state: 'PENDING', dueAt: '2126-01-01T00:00:00.000Z' };
        }
        if (url.endsWith('/cancel')) {
          const counts = { ...task.counts, waiting: 0, canceled: task.counts.waiting };
          task = { ...task, state: 'CANCELED', counts, endedAt: '2026-11-29T06:00:01.000Z' };
        }
        return url.startsWith('/api/v2/fleet/tasks/') ? { body: task } : undefined;
      },
    },
  );
  const dialog = page.screen.getByRole('dialog');
  const become = (facts: Partial<FleetTask>): void =>
    applyEvent(
      { type: 'task', task: (task = { ...task, ...facts }) },
      queryClient,
      (queryKey) => void queryClient.invalidateQueries({ queryKey }),
    );
  return { ...page, dialog, onClose, onStarted, become };
}

const paths = (writes: () => readonly SentRequest[]) => writes().map(({ url }) => url);

test('a deletion is previewed with its capacity and risks, each volume that is skipped says why, and it starts once it was typed how many', async () => {
  const { dialog, writes, onStarted } = await dialogFor('delete', {
    draft: {
      total: 12,
      counts: { ...NONE, waiting: 10, skipped: 2 },
      risks: { mayBeInUse: 1, modified: 1, snapshots: 3, clones: 1 },
    },
    items: (at) =>
      at < 2
        ? { state: 'skipped', failure: { kind: 'state', reason: 'The volume is migrating.' } }
        : {
            mayBeInUse: at === 2,
            isModified: at === 3,
            ...(at === 3 ? { snapshots: 3, clones: 1 } : {}),
          },
  });
  await expect.element(dialog.getByText(/will be deleted, with all their data/)).toBeVisible();
  await expect.element(dialog.getByText('40 GiB')).toBeVisible();
  await expect.element(dialog.getByText('1 volume may be in use')).toBeVisible();
  await expect.element(dialog.getByText('1 volume was modified')).toBeVisible();
  await expect.element(dialog.getByText('3 snapshots, 1 clone of them stay.')).toBeVisible();
  const rows = dialog.getByRole('row');
  await expect.poll(() => rows.nth(3).element().textContent).toMatch(/May be in use/);
  await expect
    .poll(() => rows.nth(4).element().textContent)
    .toMatch(/3 snapshots, 1 clone.*Modified since selected/);
  for (const [row, link, path] of [
    [3, 'May be in use', `/volumes/${anItem(2).target.UUID}`],
    [4, '3 snapshots, 1 clone', `/volumes/${anItem(3).target.UUID}/snapshots`],
  ] as const) {
    const leads = rows.nth(row).getByRole('link', { name: link });
    await expect.element(leads).toHaveAttribute('href', path);
    await expect.element(leads).toHaveAttribute('target', '_blank');
  }
  await dialog.getByRole('button', { name: 'Show only these' }).click();
  await expect
    .poll(() => rows.nth(2).element().textContent)
    .toMatch(/Skipped: The volume is migrating./);
  await expect.element(rows.nth(3)).not.toBeInTheDocument();

  const start = dialog.getByRole('button', { name: 'Delete 10 volumes' });
  await expect.element(start).toBeDisabled();
  await dialog.getByRole('textbox').fill('delete 10');
  await start.click();
  await vi.waitFor(() => expect(onStarted).toHaveBeenCalledOnce());
  expect(writes().at(-1)).toMatchObject({ body: { undoSeconds: 30 } });
});

test('a deletion can be undone while it waits, and says so in the end', async () => {
  const { dialog, writes, become } = await dialogFor('delete');
  await dialog.getByRole('button', { name: 'Delete 4 volumes' }).click();
  await expect
    .poll(() => toasts.get())
    .toMatchObject([
      {
        title: 'Delete 4 volumes',
        stays: true,
        actions: [{ text: 'Undo' }, { text: 'Start now' }],
      },
    ]);
  toasts.get()[0]?.actions?.[0]?.run();
  await expect
    .poll(() => toasts.get())
    .toMatchObject([{ tone: 'info', title: 'Undone: no volume was deleted' }]);
  expect(paths(writes).at(-1)).toMatch(/\/cancel$/);
  become({ state: 'CANCELED' });
  expect(toasts.get()).toHaveLength(1);
});

test('what has become of a task that was started is told once it has ended, with how many have failed', async () => {
  const { dialog, become } = await dialogFor('delete');
  await dialog.getByRole('button', { name: 'Delete 4 volumes' }).click();
  await expect.poll(() => toasts.get()).toMatchObject([{ title: 'Delete 4 volumes' }]);
  become({ state: 'RUNNING', counts: { ...NONE, running: 4 } });
  await expect.poll(() => toasts.get()).toMatchObject([{ actions: [] }]);
  become({
    state: 'FAILED',
    counts: { ...NONE, done: 3, failed: 1 },
    endedAt: '2026-11-29T06:00:01.000Z',
  });
  await expect
    .poll(() => toasts.get())
    .toMatchObject([
      {
        tone: 'danger',
        title: '3 of 4 volumes deleted, 1 failed',
        link: { text: 'See what failed' },
      },
    ]);
});

test('a preview that is closed is discarded', async () => {
  const { dialog, writes, onClose, screen } = await dialogFor('delete');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(onClose).toHaveBeenCalledOnce();
  await screen.unmount();
  await expect.poll(() => paths(writes).at(-1)).toMatch(/\/cancel$/);
});

test('a new size is entered as people write it, and each volume shows what it would come to', async () => {
  const { dialog, writes } = await dialogFor('size', { draft: { kind: 'change volumes' } });
  const size = dialog.getByRole('textbox', { name: 'New size' });
  await size.fill('12');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/Needs a unit/)).toBeVisible();
  expect(writes()).toEqual([]);
  await size.fill('2G');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/from 40 GiB to 8 GiB in all/)).toBeVisible();
  await expect
    .poll(() => dialog.getByRole('row').nth(1).element().textContent)
    .toMatch(/1 GiB.*2 GiB/);
  expect(writes()).toMatchObject([{ body: { change: { size: '2147483648' } } }]);

  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect.element(size).toHaveValue('2G');
  await expect.poll(() => paths(writes).at(-1)).toMatch(/\/cancel$/);
});

test('a cluster that a new size makes promise too much is told with its ratio, and one that it does not is not', async () => {
  const TIB = 1024n ** 4n;
  const clusters = [
    aCluster(),
    aCluster({ id: 'c-2', name: 'lb-south' }),
    aCluster({ id: 'c-3', name: 'lb-over', provisionedStorage: String(170n * TIB) }),
  ];
  const growth = [
    { clusterId: 'c-1', bytes: String(40n * TIB) },
    { clusterId: 'c-2', bytes: String(20n * TIB) },
    // Above its threshold already, and hardly more so.
    { clusterId: 'c-3', bytes: String(TIB / 1024n) },
  ];
  const { dialog } = await dialogFor('size', {
    draft: { kind: 'change volumes', risks: { mayBeInUse: 0, modified: 0, growth } },
    answer: ({ url }) =>
      url === '/api/v2/fleet/clusters' ? { status: 200, body: { clusters } } : undefined,
  });
  await dialog.getByRole('textbox', { name: 'New size' }).fill('2G');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  const warning = dialog.getByText(/would be .* provisioned/);
  await expect.element(warning).toHaveTextContent('lb-north would be 1.60× provisioned');
  expect(warning.elements()).toHaveLength(1);
});

test('hosts come to the lists of all volumes without replacing them', async () => {
  const { dialog, writes } = await dialogFor('acl', { draft: { kind: 'change volumes' } });
  const host = 'nqn.2016-01.com.example:host-1';
  await dialog.getByRole('textbox', { name: 'ACL hosts' }).fill(host);
  await dialog.getByRole('button', { name: /^Add/ }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.poll(writes).toMatchObject([{ body: { change: { acl: { add: [host] } } } }]);
});

test('snapshots are named after their volumes, and the preview says what each is called', async () => {
  const { dialog, writes } = await dialogFor('snapshot', { draft: { kind: 'snapshot volumes' } });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect
    .poll(() => name.element())
    .toHaveProperty('value', expect.stringMatching(/^\{volume\}-\d{4}-\d\d-\d\d-\d{4}$/));
  await name.fill('before-upgrade');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/must contain \{volume\}/i)).toBeVisible();
  expect(writes()).toEqual([]);
  await name.fill('{volume}-before-upgrade');
  await dialog.getByRole('combobox', { name: 'Keep for' }).selectOptions('7 days');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText('Snapshot db-1-before-upgrade')).toBeVisible();
  await expect
    .element(dialog.getByRole('button', { name: 'Take snapshots of 4 volumes' }))
    .toBeEnabled();
  const snapshot = { name: '{volume}-before-upgrade', retentionTime: '604800s' };
  expect(writes()).toMatchObject([{ body: { kind: 'snapshot volumes', snapshot } }]);
});

test('a schedule is entered once, named after each volume, and the preview says which have another', async () => {
  const { dialog, writes } = await dialogFor('schedule', {
    draft: { risks: { mayBeInUse: 0, modified: 0, scheduled: 1 } },
    items: (at) => ({ isScheduled: at === 2 }),
  });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await expect.element(name).toHaveValue('{volume}-nightly');
  await name.fill('nightly');
  await dialog.getByRole('textbox', { name: 'At, or from' }).fill('2 am');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/must contain \{volume\}/i)).toBeVisible();
  await expect.element(dialog.getByText(/must be a time such as 02:00/i)).toBeVisible();
  expect(writes()).toEqual([]);
  await name.fill('{volume}-weekly');
  await dialog.getByRole('combobox', { name: 'Take one' }).selectOptions('Every Monday');
  await dialog.getByRole('textbox', { name: 'At, or from' }).fill('03:30');
  await expect.element(dialog.getByRole('list', { name: 'Next snapshots' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText('Schedule db-1-weekly')).toBeVisible();
  await expect
    .element(dialog.getByText(/Every Monday at 03:30 UTC; each snapshot is kept 7 days/))
    .toBeVisible();
  await expect.element(dialog.getByText('1 volume has another schedule')).toBeVisible();
  await expect
    .poll(() => dialog.getByRole('row').nth(3).element().textContent)
    .toMatch(/Has another schedule/);
  const schedule = {
    name: '{volume}-weekly',
    schedulePolicy: {
      snapshotSchedulePolicy: {
        weeklySchedule: { daysOfWeek: [{ startTime: '1970-01-01T03:30:00Z', day: 'Monday' }] },
      },
      retentionTime: '604800s',
    },
  };
  expect(writes()).toMatchObject([{ body: { kind: 'schedule volumes', schedule } }]);
  // Both calls are in one place: two ways to them of one name tell nobody which is which.
  await dialog.getByRole('button', { name: 'Show API calls' }).click();
  await expect.element(dialog.getByText(/weeklySchedule/).first()).toBeVisible();
  await dialog.getByRole('combobox', { name: 'API call' }).selectOptions('Start the task');
  await expect.element(dialog.getByText(/tasks\/.+\/start/).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Schedule snapshots of 4 volumes' }).click();
  await expect.poll(() => writes().at(-1)).toMatchObject({ body: { undoSeconds: 10 } });
});

test('a preview of schedules says when clusters did not tell which volumes have some', async () => {
  const { dialog } = await dialogFor('schedule');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/isn’t known which of them have schedules/)).toBeVisible();
});

test('why there is no preview is said in the dialog, and it can be closed', async () => {
  const { dialog, onClose } = await dialogFor('delete', {
    answer: ({ method }) =>
      method === 'POST' ? { status: 503, body: errorBody(14, 'the database is away') } : undefined,
  });
  await expect.element(dialog.getByText(/Not available right now/).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  expect(onClose).toHaveBeenCalledOnce();
});
