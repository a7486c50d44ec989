import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import { useNow } from '#/ui/clock.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';

const STEP_MS = 10_000;

/** When the next snapshot is due by a schedule. */
export function NextSnapshot({ schedulePolicy }: Pick<ResourcePolicy, 'schedulePolicy'>) {
  const now = useNow(STEP_MS);
  const next = nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now);
  return <RelativeTime value={next === undefined ? undefined : new Date(next).toISOString()} />;
}
