import type { FleetSchedules } from '@asterism/api-types/fleet-api/fleet-schedules';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fleetSchedulesQuery } from '#/api/schedule-calls.ts';
import { useRights } from '#/api/session.ts';
import { freshnessName } from '#/domain/cluster-name.ts';
import { missingRight } from '#/domain/missing-right.ts';
import { nextDue, NextSnapshot } from '#/domain/next-snapshot.tsx';
import { bySize } from '#/domain/pick-list.ts';
import { ReadPanel } from '#/domain/read-panel.tsx';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import { useNow } from '#/ui/clock.ts';

/** So many schedules are shown. */
const SHOWN = 5;
const STEP_MS = 60_000;

/** How many there are, or how to come to some where that is possible, and which clusters did not tell all of theirs. */
function inWords(
  { schedules, clusters, withoutSchedules }: FleetSchedules,
  mayAdd: boolean,
): string {
  const offering = clusters.filter(({ clusterId }) => !withoutSchedules.includes(clusterId));
  const unread = offering.filter(({ asOf }) => asOf === undefined).map(freshnessName);
  return [
    schedules.length === 0
      ? 'No schedules yet.'
      : counted(schedules.length, 'schedule', 'schedules'),
    ...(schedules.length === 0 && mayAdd && offering.length > 0
      ? ['Add one in the tab Snapshots of a volume.']
      : []),
    ...(unread.length === 0
      ? []
      : [`Not all schedules on ${unread.join(', ')} could be read now.`]),
  ].join(' ');
}

/** The schedules that take the next snapshots of the user's volumes, soonest first. */
export function ProjectSchedules() {
  const rights = useRights();
  const now = useNow(STEP_MS);
  return (
    <ReadPanel
      title="Next scheduled snapshots"
      all={{ to: paths.schedules(), text: 'All schedules' }}
      read={useQuery(fleetSchedulesQuery())}
      lines={SHOWN}
    >
      {(data) => (
        <>
          <ul className="ast-plain-list ast-scheduled">
            {data.schedules
              .toSorted((a, b) => bySize(nextDue(a, now), nextDue(b, now)))
              .slice(0, SHOWN)
              .map((schedule) => (
                <li key={`${schedule.clusterId} ${schedule.UUID}`}>
                  <span>
                    <Link to={paths.volumeSnapshots(schedule.resourceUUID)}>{schedule.name}</Link>{' '}
                    <span className="ast-quiet">of {schedule.resourceName}</span>
                  </span>
                  <NextSnapshot {...schedule} />
                </li>
              ))}
          </ul>
          <p className="ast-quiet">
            {inWords(data, missingRight(rights, 'createResourcePolicy') === undefined)}
          </p>
        </>
      )}
    </ReadPanel>
  );
}
