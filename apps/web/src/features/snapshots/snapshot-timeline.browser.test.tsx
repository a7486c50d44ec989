import { resourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { aSnapshot } from '#/features/snapshots/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { SnapshotTimeline } from './snapshot-timeline.tsx';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The time so long ago. */
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const kept = '604800s';
/** Takes a snapshot each day, as it did an hour ago. */
const daily = resourcePolicy.parse({
  UUID: 'd1000000-0000-4000-8000-000000000001',
  name: 'nightly',
  schedulePolicy: {
    snapshotSchedulePolicy: { dailySchedule: { startTime: ago(10 * DAY + HOUR), daysInCycle: 1 } },
    retentionTime: kept,
  },
});
const byHand = aSnapshot(1, { name: 'before-upgrade', creationTime: ago(3 * DAY + 5 * HOUR) });
const nightly = [1, 2, 3].map((days) =>
  aSnapshot(days + 1, {
    name: `nightly-${days}`,
    creationTime: ago(days * DAY + HOUR),
    retentionTime: kept,
  }),
);
const snapshots = [...nightly, byHand];
const open = (element: React.ReactElement) => renderPage(element, { server: () => undefined });

test('snapshots are on a line for each schedule that may have made them, with what comes next, and it is said to be a guess', async () => {
  const { screen } = await open(<SnapshotTimeline snapshots={snapshots} schedules={[daily]} />);
  await expect
    .element(screen.getByText(/^3 snapshots, the newest yesterday; next in 2\d hours$/))
    .toBeVisible();
  await expect.element(screen.getByText('No schedule')).toBeVisible();
  await expect.element(screen.getByText('1 snapshot, the newest 3 days ago')).toBeVisible();
  await expect.element(screen.getByTitle(/^before-upgrade: /)).toBeVisible();
  await expect.element(screen.getByText(/is a guess from its time and retention/)).toBeVisible();
});

test('where no schedules are known all snapshots are on one line, and nothing is guessed', async () => {
  const { screen } = await open(<SnapshotTimeline snapshots={snapshots} />);
  await expect.element(screen.getByText('4 snapshots, the newest yesterday')).toBeVisible();
  await expect.element(screen.getByText(/a guess/)).not.toBeInTheDocument();
});

test('a snapshot of a cluster whose clock is ahead is taken now, and what a roll-back to it loses is marked', async () => {
  const ahead = aSnapshot(7, { name: 'just-now', creationTime: ago(-HOUR) });
  const { screen } = await open(<SnapshotTimeline snapshots={[ahead]} rollBackTo={ahead} />);
  await expect.element(screen.getByText('1 snapshot, the newest just now')).toBeVisible();
  await expect.element(screen.getByText(/Lost for good/)).toBeVisible();
});

test('the line shows the last day or week alone, and those that are too close to each other as one with their number', async () => {
  const crowd = [0, 1, 2].map((minutes) =>
    aSnapshot(minutes + 5, { creationTime: ago(2 * HOUR + minutes * 60_000) }),
  );
  const { screen } = await open(<SnapshotTimeline snapshots={[...crowd, byHand]} />);
  await expect.element(screen.getByText('Taken so far', { exact: true })).toBeVisible();
  await expect.element(screen.getByTitle(/^3 snapshots: /)).toHaveTextContent('3');
  await expect.element(screen.getByTitle(/^before-upgrade/)).toBeVisible();
  await screen.getByRole('button', { name: '24 hours' }).click();
  await expect.element(screen.getByTitle(/^before-upgrade/)).not.toBeInTheDocument();
  await expect.element(screen.getByTitle(/^3 snapshots: /)).toBeVisible();
  await screen.getByRole('button', { name: '7 days' }).click();
  await expect.element(screen.getByTitle(/^before-upgrade/)).toBeVisible();
  // With times to read where a mark is, on a narrow page too.
  await expect.element(screen.getByText('4 days ago', { exact: true })).toBeVisible();
});

test.each([1280, 390])(
  'no mark lies on another %i pixels wide: what comes next is one mark with its number where there is no room for each',
  async (width) => {
    await page.viewport(width, 800);
    const hourly = resourcePolicy.parse({
      ...daily,
      schedulePolicy: {
        snapshotSchedulePolicy: {
          hourlySchedule: { startTime: ago(10 * DAY + HOUR / 2), hoursInCycle: 1 },
        },
        retentionTime: kept,
      },
    });
    const taken = Array.from({ length: 40 }, (_, hours) =>
      aSnapshot(hours + 1, {
        creationTime: ago(hours * HOUR + HOUR / 2),
        retentionTime: kept,
      }),
    );
    const { screen } = await open(<SnapshotTimeline snapshots={taken} schedules={[hourly]} />);
    for (const range of ['30 days', '7 days', '24 hours']) {
      await screen.getByRole('button', { name: range }).click();
      await expect.element(screen.getByTitle(/^Next/).first()).toBeVisible();
      const boxes = screen
        .getByTitle(/^Next|snapshots: |: /)
        .elements()
        .filter((mark) => mark.matches('.ast-timeline-mark'))
        .map((mark) => mark.getBoundingClientRect())
        .toSorted((a, b) => a.left - b.left);
      expect(boxes.length).toBeGreaterThan(1);
      for (const [at, box] of boxes.slice(1).entries())
        expect(box.left).toBeGreaterThanOrEqual((boxes[at]?.right ?? 0) - 0.5);
    }
    await screen.getByRole('button', { name: '30 days' }).click();
    await expect.element(screen.getByTitle(/^Next \d+: /).first()).toMatchTextContent(/^\d+$/);
  },
);

test('a roll-back marks what would be lost for good, and what later snapshots have', async () => {
  const [newest, , oldest] = nightly;
  const { screen } = await open(<SnapshotTimeline snapshots={nightly} rollBackTo={oldest} />);
  await expect.element(screen.getByText(/Lost for good/)).toBeVisible();
  await expect.element(screen.getByText(/Taken out of the volume/)).toBeVisible();
  await screen.unmount();
  const last = await open(<SnapshotTimeline snapshots={nightly} rollBackTo={newest} />);
  await expect.element(last.screen.getByText(/Lost for good/)).toBeVisible();
  await expect.element(last.screen.getByText(/Taken out of the volume/)).not.toBeInTheDocument();
});
