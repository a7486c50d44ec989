import { nextSnapshotsAt } from '@asterism/api-types/rules/schedule-times';
import { useWatch } from 'react-hook-form';
import { SelectField } from '#/form/select-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { formatTime } from '#/lib/format.ts';
import { timeZone } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';
import { useNow } from '#/ui/clock.ts';
import { RETENTIONS } from './retentions.ts';
import { FREQUENCIES, schedulesOf, type ScheduleTimes } from './schedule-form.ts';

const SHOWN = 5;
const STEP_MS = 60_000;

/** When the next snapshots will be taken by what is typed, in the time zone of who types. */
function NextTimes() {
  const [every, time] = useWatch<ScheduleTimes, ['every', 'time']>({
    name: ['every', 'time'],
  });
  const now = useNow(STEP_MS);
  useStore(timeZone);
  const schedules = schedulesOf({ every, time });
  if (schedules === undefined) return null;
  return (
    <div>
      <strong>The next {SHOWN}, in your time zone</strong>
      <ul className="ast-plain-list" aria-label="Next snapshots">
        {nextSnapshotsAt(schedules, now, SHOWN).map((at) => (
          <li key={at}>{formatTime(at)}</li>
        ))}
      </ul>
    </div>
  );
}

/** When a schedule takes snapshots, how long it keeps them, and when the next come, in a form that has these fields. */
export function ScheduleFields() {
  return (
    <>
      <SelectField<ScheduleTimes> name="every" label="Take one" choices={FREQUENCIES} />
      <TextField<ScheduleTimes>
        name="time"
        label="At, or from"
        isRequired
        helper="Hours and minutes, in UTC."
      />
      <SelectField<ScheduleTimes> name="retentionTime" label="Keep each for" choices={RETENTIONS} />
      <NextTimes />
    </>
  );
}
