import { describe, expect, test } from 'vitest';
import { isMadeBy, nextSnapshotAt, nextSnapshotsAt } from './schedule-times.ts';

/** A Thursday. */
const NOW = Date.parse('2026-01-01T10:30:00Z');
const next = (schedules: Parameters<typeof nextSnapshotAt>[0], now = NOW) => {
  const at = nextSnapshotAt(schedules, now);
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe('the next snapshot of a schedule is due', () => {
  test.each([
    ['whole hours after its start', 4, '2025-12-31T01:00:00Z', '2026-01-01T13:00:00.000Z'],
    ['not at the very moment, but after it', 1, '2026-01-01T10:30:00Z', '2026-01-01T11:30:00.000Z'],
    ['at its start, when that is to come', 6, '2026-02-01T00:00:00Z', '2026-02-01T00:00:00.000Z'],
  ])('%s', (_, hoursInCycle, startTime, expected) => {
    expect(next({ hourlySchedule: { startTime, hoursInCycle } })).toBe(expected);
  });

  test('whole days after its start', () => {
    const dailySchedule = { startTime: '2025-12-30T02:00:00Z', daysInCycle: 2 };
    expect(next({ dailySchedule })).toBe('2026-01-03T02:00:00.000Z');
  });

  test('on the nearest of its days of the week, at the time of that day', () => {
    const startTime = '1970-01-01T09:00:00Z';
    const onDays = (...days: string[]) =>
      next({ weeklySchedule: { daysOfWeek: days.map((day) => ({ startTime, day })) } });
    expect(onDays('Wednesday', 'Friday')).toBe('2026-01-02T09:00:00.000Z');
    expect(onDays('Thursday')).toBe('2026-01-08T09:00:00.000Z');
    expect(onDays('Someday')).toBeUndefined();
  });

  test('by whichever of its parts comes first, and never without a part that makes sense', () => {
    const startTime = '1970-01-01T00:00:00Z';
    const dailySchedule = { startTime, daysInCycle: 1 };
    const hourlySchedule = { startTime, hoursInCycle: 6 };
    expect(next({ dailySchedule, hourlySchedule })).toBe('2026-01-01T12:00:00.000Z');
    expect(next({})).toBeUndefined();
    expect(next({ hourlySchedule: { startTime, hoursInCycle: 0 } })).toBeUndefined();
    expect(next({ hourlySchedule: { startTime: 'soon', hoursInCycle: 1 } })).toBeUndefined();
  });
});

test('the next snapshots of a schedule are in order, and none is told twice', () => {
  const startTime = '1970-01-01T02:00:00Z';
  const schedules = {
    dailySchedule: { startTime, daysInCycle: 1 },
    weeklySchedule: { daysOfWeek: [{ startTime, day: 'Friday' }] },
  };
  expect(nextSnapshotsAt(schedules, NOW, 3).map((at) => new Date(at).toISOString())).toEqual([
    '2026-01-02T02:00:00.000Z',
    '2026-01-03T02:00:00.000Z',
    '2026-01-04T02:00:00.000Z',
  ]);
  expect(nextSnapshotsAt({}, NOW, 3)).toEqual([]);
});

test('a schedule has made the snapshots that were taken when it was due and are kept as long', () => {
  const dailySchedule = { startTime: '1970-01-01T02:00:00Z', daysInCycle: 1 };
  const schedule = {
    schedulePolicy: { snapshotSchedulePolicy: { dailySchedule }, retentionTime: '168h' },
  };
  const isMade = (creationTime: string, retentionTime = '604800s') =>
    isMadeBy(schedule, { creationTime, retentionTime });
  expect(isMade('2026-01-02T02:00:00Z')).toBe(true);
  expect(isMade('2026-01-02T02:01:59.5Z')).toBe(true);
  expect(isMade('2026-01-02T02:03:00Z')).toBe(false);
  expect(isMade('2026-01-02T01:59:59Z')).toBe(false);
  expect(isMade('2026-01-02T02:00:00Z', '0s')).toBe(false);
  expect(isMade('')).toBe(false);
  expect(isMadeBy({ schedulePolicy: undefined }, { creationTime: '', retentionTime: '0s' })).toBe(
    false,
  );
});
