import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';

/** A task that deletes four volumes and has begun, with the given facts. */
export const aTask = (facts: Partial<FleetTask> = {}): FleetTask => ({
  id: '00000000-0000-4000-8000-0000000000a1',
  kind: 'delete volumes',
  state: 'RUNNING',
  total: 4,
  counts: { failed: 0, running: 1, following: 1, waiting: 1, done: 1, canceled: 0, skipped: 0 },
  percent: 25,
  capacity: '42949672960',
  risks: { mayBeInUse: 0, modified: 0 },
  subject: '',
  projects: ['default'],
  clusterIds: ['c0000000-0000-4000-8000-000000000001'],
  startedBy: 'ada',
  createdAt: '2026-11-29T06:00:00.000Z',
  startedAt: '2026-11-29T06:00:00.000Z',
  ...facts,
});

/** What the server answers to a question for tasks, as far as it asks for states or for what is unresolved. */
export function answerTasks(tasks: readonly FleetTask[], url: string) {
  const { searchParams } = new URL(url, 'http://console');
  const states = searchParams.get('state')?.split(',');
  const retried = new Set(tasks.map(({ retryOf }) => retryOf));
  const after = Date.parse(searchParams.get('endedAfter') ?? '1970-01-01T00:00:00Z');
  const found = tasks.filter(
    ({ id, state, endedAt }) =>
      (states?.includes(state) ?? true) &&
      (searchParams.get('unresolved') !== 'true' || (state === 'FAILED' && !retried.has(id))) &&
      (!searchParams.has('endedAfter') || Date.parse(endedAt ?? '') > after),
  );
  return { tasks: found, total: found.length, people: [] };
}
