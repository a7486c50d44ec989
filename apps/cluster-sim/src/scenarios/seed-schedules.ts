import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { SnapshotRecord } from '../model/snapshot-record.ts';
import type { VolumeRecord } from '../model/volume-record.ts';
import type { Random } from './random.ts';

const DAY = 86_400;
/** So many of the volumes with snapshots have a schedule. */
const CHANCE = 0.3;
/** The day on which all start: fixed, like everything that is seeded. */
const FIRST_DAY = '2026-01-01';

type Kind = NonNullable<ResourcePolicy['schedulePolicy']> & { readonly name: string };

/** How often, at which time of the day (UTC), and for how many seconds each snapshot is kept. */
const KINDS: readonly [Kind, ...Kind[]] = [
  {
    name: 'hourly',
    snapshotSchedulePolicy: {
      hourlySchedule: { startTime: `${FIRST_DAY}T00:00:00Z`, hoursInCycle: 1 },
    },
    retentionTime: `${DAY}s`,
  },
  {
    name: 'nightly',
    snapshotSchedulePolicy: {
      dailySchedule: { startTime: `${FIRST_DAY}T02:00:00Z`, daysInCycle: 1 },
    },
    retentionTime: `${7 * DAY}s`,
  },
  {
    name: 'weekly',
    snapshotSchedulePolicy: {
      weeklySchedule: { daysOfWeek: [{ startTime: `${FIRST_DAY}T03:30:00Z`, day: 'Sunday' }] },
    },
    retentionTime: `${28 * DAY}s`,
  },
];

/** Gives some of the volumes of which there are snapshots a schedule that takes more. */
export function seedSchedules(
  random: Random,
  volumes: readonly VolumeRecord[],
  snapshots: readonly SnapshotRecord[],
): ResourcePolicy[] {
  const withSnapshots = new Set(snapshots.map(({ sourceVolumeUUID }) => sourceVolumeUUID));
  return volumes
    .filter(({ UUID, state }) => state === 'Available' && withSnapshots.has(UUID))
    .filter(() => random.chance(CHANCE))
    .map((volume) => {
      const { name, ...schedulePolicy } = random.pick(KINDS);
      return {
        UUID: random.uuid(),
        name: `${volume.name.slice(0, 200)}-${name}`,
        resourceUUID: volume.UUID,
        resourceName: volume.name,
        projectName: volume.projectName,
        schedulePolicy,
        description: '',
        state: 'Active',
      };
    });
}
