import { fleetSchedulesOutput } from '@asterism/api-types/fleet-api/fleet-schedules';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { indexAnswer, theVolume } from '#/features/snapshots/test-support.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { SchedulesPage } from './schedules-page.tsx';

const { clusters } = indexAnswer([]);
const clusterId = clusters[0]?.clusterId ?? '';
const aSchedule = (n: number, facts: object = {}) => ({
  UUID: `d1000000-0000-4000-8000-00000000000${n}`,
  name: `schedule-${n}`,
  projectName: 'acme',
  resourceUUID: theVolume().UUID,
  resourceName: 'db',
  clusterId,
  schedulePolicy: {
    snapshotSchedulePolicy: {
      dailySchedule: { startTime: `1970-01-01T0${n}:00:00Z`, daysInCycle: 1 },
    },
    retentionTime: '604800s',
  },
  ...facts,
});

test('all schedules are listed with what they made and what comes next, searched, sorted, and deleted', async () => {
  const made = { total: 7, newest: '2026-01-08T02:00:00Z' };
  const answer = fleetSchedulesOutput.parse({
    schedules: [aSchedule(1, { made }), aSchedule(2, { projectName: 'globex' })],
    withoutSchedules: [clusterId],
    clusters,
  });
  const { screen, location, writes } = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules?sort=name',
    server: ({ method }) => (method === 'GET' ? { body: answer } : { body: {} }),
  });
  const row = screen.getByRole('row', { name: /schedule-1/ });
  await expect.element(row.getByText('Every day at 01:00 UTC')).toBeVisible();
  await expect
    .element(row.getByRole('link', { name: '7', exact: true }))
    .toHaveAttribute('href', `/volumes/${theVolume().UUID}/snapshots`);
  await expect
    .element(screen.getByText(/1 cluster offers no snapshot schedules/).last())
    .toBeVisible();
  const names = () =>
    screen
      .getByRole('row', { name: /schedule-\d/ })
      .all()
      .map((one) => one.element().textContent);
  expect(names()[0]).toMatch(/schedule-1/);
  await screen.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect.poll(() => names()[0]).toMatch(/schedule-2/);
  await screen.getByRole('combobox', { name: 'Search schedules' }).fill('globex');
  await expect.poll(names).toHaveLength(1);
  expect(location()).toMatch(/search=globex/);
  await screen.getByRole('button', { name: 'Delete schedule schedule-2' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    { method: 'DELETE', url: `/api/v2/projects/globex/resourcePolicies/${aSchedule(2).UUID}` },
  ]);
});

test('without schedules it says where to add one, and who may not read them is told so', async () => {
  const { screen } = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules',
    server: () => ({ body: { schedules: [], withoutSchedules: [], clusters } }),
  });
  await expect.element(screen.getByText('No snapshot schedules yet')).toBeVisible();
  await screen.unmount();
  const refused = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules',
    server: () => ({ status: 403, body: errorBody(7, 'no') }),
  });
  await expect
    .element(refused.screen.getByText('You don’t have permission to do this'))
    .toBeVisible();
});

test('a schedule is named by a link to where its volume has it, and the list shows its API call', async () => {
  const { screen } = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules',
    server: () => ({ body: { schedules: [aSchedule(1)], withoutSchedules: [], clusters } }),
  });
  await expect
    .element(screen.getByRole('link', { name: 'schedule-1' }))
    .toHaveAttribute('href', `/volumes/${theVolume().UUID}/snapshots`);
  await expect
    .element(screen.getByRole('link', { name: 'db', exact: true }))
    .toHaveAttribute('href', `/volumes/${theVolume().UUID}`);
  await screen.getByRole('button', { name: 'API' }).click();
  await expect
    .element(page.getByRole('dialog', { name: 'API call of this list' }))
    .toMatchTextContent('"$FEDERATION/api/v2/fleet/schedules"');
});

test('a cluster that is away is said to be, with what is shown of it as of when', async () => {
  const away = indexAnswer([], { status: 'Disconnected', asOf: '2026-01-08T00:00:00Z' });
  const { screen } = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules',
    server: () => ({
      body: { schedules: [aSchedule(1)], withoutSchedules: [], clusters: away.clusters },
    }),
  });
  await expect.element(screen.getByText(/north is not responding: shown as of/)).toBeVisible();
  await expect.element(screen.getByRole('row', { name: /schedule-1/ })).toBeVisible();
});

test('schedules are narrowed by how long they keep, when the next comes and how many there are', async () => {
  const forEver = {
    snapshotSchedulePolicy: {
      dailySchedule: { startTime: '1970-01-01T02:00:00Z', daysInCycle: 1 },
    },
  };
  const answer = fleetSchedulesOutput.parse({
    schedules: [
      aSchedule(1, { made: { total: 7, newest: '2026-01-08T02:00:00Z' } }),
      aSchedule(2, { schedulePolicy: forEver }),
      aSchedule(3, { projectName: 'globex', schedulePolicy: {} }),
    ],
    withoutSchedules: [],
    clusters,
  });
  const { screen, location } = await renderPage(<SchedulesPage />, {
    url: '/snapshots/schedules?sort=name',
    server: () => ({ body: answer }),
  });
  const names = () =>
    screen
      .getByRole('rowheader')
      .all()
      .map((one) => one.element().textContent);
  const field = screen.getByRole('combobox', { name: 'Search schedules' });
  await field.fill('kept<=7d next<1d');
  await expect.poll(names).toEqual(['schedule-1']);
  await field.fill('kept>30d next<1d');
  await expect.poll(names).toEqual(['schedule-2']);
  await field.fill('snapshots>=7 taken>1d');
  await expect.poll(names).toEqual(['schedule-1']);
  await field.fill('project:globex');
  await expect.poll(names).toEqual(['schedule-3']);
  await expect.poll(location).toContain('project=globex');
});
