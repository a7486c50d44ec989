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
