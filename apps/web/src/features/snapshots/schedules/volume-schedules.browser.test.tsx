import { resourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { expect, test } from 'vitest';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { indexAnswer, theVolume } from '#/features/snapshots/test-support.ts';
import { errorBody, renderPage, type SentRequest } from '#/test-support/render-page.tsx';
import { SYSTEM_ZONE } from '@asterism/api-types/bff-api/settings-values';
import { timeZone } from '#/lib/settings.ts';
import { VolumeSchedules } from './volume-schedules.tsx';

const volume = theVolume();
const nightly = resourcePolicy.parse({
  UUID: 'd1000000-0000-4000-8000-000000000001',
  name: 'nightly',
  projectName: 'acme',
  resourceUUID: volume.UUID,
  schedulePolicy: {
    snapshotSchedulePolicy: {
      dailySchedule: { startTime: '1970-01-01T02:00:00Z', daysInCycle: 1 },
    },
    retentionTime: '604800s',
  },
});

const open = (
  answer: (request: SentRequest) => { status?: number; body: unknown } | undefined,
  reason?: string,
) =>
  renderPage(
    <VolumeSchedules volume={volume} clusters={indexAnswer([]).clusters} reason={reason} />,
    {
      server: (request) => answer(request) ?? { body: { resourcePolicies: [nightly] } },
    },
  );

test('a schedule says when it takes snapshots, how long it keeps them and what comes next, and is deleted after a question', async () => {
  const { screen, writes } = await open(() => undefined);
  const row = screen.getByRole('row', { name: /nightly/ });
  for (const text of ['Every day at 02:00 UTC', '7 days']) {
    await expect.element(row.getByText(text)).toBeVisible();
  }
  await expect.element(row.getByText(/^(in \d+|tomorrow)/)).toBeVisible();
  await screen.getByRole('button', { name: 'Delete schedule nightly' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    { method: 'DELETE', url: `/api/v2/projects/acme/resourcePolicies/${nightly.UUID}` },
  ]);
});

test('a new schedule is sent as the cluster takes it, once its time is one', async () => {
  const { screen, writes } = await open(({ method }) =>
    method === 'POST' ? { body: nightly } : undefined,
  );
  await screen.getByRole('button', { name: 'Add schedule' }).click();
  const dialog = screen.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: /Name/ });
  await expect.element(name).toHaveValue(`${volume.name}-nightly`);
  await name.fill('weekly');
  await dialog.getByRole('combobox', { name: /Take one/ }).selectOptions('Every Friday');
  await dialog.getByRole('textbox', { name: /At, or from/ }).fill('25:00');
  await dialog.getByRole('button', { name: 'Add schedule' }).click();
  await expect.element(dialog.getByText(/Must be a time such as 02:00/)).toBeVisible();
  expect(writes()).toEqual([]);
  await dialog.getByRole('textbox', { name: /At, or from/ }).fill('03:30');
  await dialog.getByRole('button', { name: 'Add schedule' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    {
      method: 'POST',
      body: {
        name: 'weekly',
        resourceUUID: volume.UUID,
        schedulePolicy: {
          snapshotSchedulePolicy: {
            weeklySchedule: { daysOfWeek: [{ startTime: '1970-01-01T03:30:00Z', day: 'Friday' }] },
          },
          retentionTime: '604800s',
        },
      },
    },
  ]);
});

test('schedules that cannot be read say so, and who may not change them is told why', async () => {
  const { screen } = await open(() => ({ status: 403, body: errorBody(7, 'no') }), 'Not now.');
  await expect.element(screen.getByText('You don’t have permission to do this')).toBeVisible();
  const add = screen.getByRole('button', { name: 'Add schedule' });
  await expect.element(add).toHaveAttribute('aria-disabled', 'true');
});

test('a schedule is changed after its next five times were shown in the time zone of the person', async () => {
  timeZone.choose('Asia/Kolkata');
  const { screen, writes } = await open(({ method }) =>
    method === 'PUT' ? { body: {} } : undefined,
  );
  await screen.getByRole('button', { name: 'Edit schedule nightly' }).click();
  const dialog = screen.getByRole('dialog');
  const times = dialog.getByRole('list', { name: 'Next snapshots' }).getByRole('listitem');
  await expect.poll(() => times.all()).toHaveLength(5);
  await expect.poll(() => times.first().element().textContent).toMatch(/7:30:00/);
  await dialog.getByRole('textbox', { name: /At, or from/ }).fill('03:00');
  await expect.poll(() => times.first().element().textContent).toMatch(/8:30:00/);
  await dialog.getByRole('combobox', { name: /Keep each/ }).selectOptions('30 days');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    {
      method: 'PUT',
      url: `/api/v2/projects/acme/resourcePolicies/${nightly.UUID}`,
      body: {
        schedulePolicy: {
          snapshotSchedulePolicy: {
            dailySchedule: { startTime: '1970-01-01T03:00:00Z', daysInCycle: 1 },
          },
          retentionTime: '2592000s',
        },
      },
    },
  ]);
  timeZone.choose(SYSTEM_ZONE);
});

test('a schedule that has more than the form can show is not edited here, and says so', async () => {
  const often = {
    ...nightly,
    schedulePolicy: {
      ...nightly.schedulePolicy,
      snapshotSchedulePolicy: {
        hourlySchedule: { startTime: '1970-01-01T00:00:00Z', hoursInCycle: 5 },
      },
    },
  };
  const { screen } = await open(() => ({ body: { resourcePolicies: [often] } }));
  const edit = screen.getByRole('button', { name: 'Edit schedule nightly' });
  await expect.element(edit).toHaveAttribute('aria-disabled', 'true');
});

test('a change of a schedule that was typed and not saved is offered again, without what was not typed', async () => {
  const schedule = { ...nightly };
  const { screen } = await open(() => ({ body: { resourcePolicies: [schedule] } }));
  const dialog = screen.getByRole('dialog');
  const time = dialog.getByRole('textbox', { name: /At, or from/ });
  const edit = screen.getByRole('button', { name: 'Edit schedule nightly' });
  await edit.click();
  await time.fill('04:00');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  // Somebody else keeps its snapshots for longer by now.
  schedule.schedulePolicy = { ...nightly.schedulePolicy, retentionTime: '2592000s' };
  await queryClient.invalidateQueries();
  await expect.element(screen.getByText('30 days')).toBeVisible();
  await edit.click();
  await dialog.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(time).toHaveValue('04:00');
  await expect.element(dialog.getByRole('combobox', { name: /Keep each/ })).toHaveValue('2592000s');
});

test('a cluster that has no schedules says so, and none can be added on it', async () => {
  const { screen } = await open(() => ({ status: 501, body: errorBody(12, 'not implemented') }));
  await expect
    .element(screen.getByText(/1 cluster offers no snapshot schedules/).last())
    .toBeVisible();
  await expect.element(screen.getByText(/^north: the API there answers 501/)).toBeVisible();
  const add = screen.getByRole('button', { name: 'Add schedule' });
  await expect.element(add).toHaveAttribute('aria-disabled', 'true');
  await add.hover();
  await expect.element(screen.getByText('Its cluster offers no snapshot schedules.')).toBeVisible();
});

test('while the cluster is away, the schedules stay as it told them last, and say as of when', async () => {
  let isAway = false;
  const { screen } = await open(() =>
    isAway ? { status: 503, body: errorBody(14, 'north cannot be reached now') } : undefined,
  );
  await expect.element(screen.getByRole('row', { name: /nightly/ })).toBeVisible();
  isAway = true;
  await queryClient.invalidateQueries({ queryKey: queryKeys.schedules });
  await expect
    .element(screen.getByText(/north isn’t answering: shown as of just now/))
    .toBeVisible();
  await expect.element(screen.getByRole('row', { name: /nightly/ })).toBeVisible();
});
