import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import { useNow } from '#/ui/clock.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';

type Scheduled = Pick<ResourcePolicy, 'schedulePolicy'>;

const STEP_MS = 10_000;

/** When the next snapshot is due by a schedule, in milliseconds since the epoch: the sooner, the less. Infinite where none is. */
export const nextDue = ({ schedulePolicy }: Scheduled, now: number): number =>
  nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now) ?? Infinity;

/** When the next snapshot is due by a schedule. */
export function NextSnapshot(schedule: Scheduled) {
  const next = nextDue(schedule, useNow(STEP_MS));
  return <RelativeTime value={next === Infinity ? undefined : new Date(next).toISOString()} />;
}
