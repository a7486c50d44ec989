import { useNow } from './clock.ts';
import { formatTime, formatRelativeTime } from '#/lib/format.ts';
import { timeZone } from '#/lib/settings.ts';
import { useStore } from '#/lib/store.ts';

const STEP_MS = 10_000;

interface RelativeTimeProps {
  /** RFC 3339; empty or absent shows a dash. */
  readonly value: string | undefined;
  /** Shows the exact time beside, not on hover only. */
  readonly exact?: boolean;
}

/** A time relative to now, with the exact time on hover or beside. */
export function RelativeTime({ value, exact = false }: RelativeTimeProps) {
  const now = useNow(STEP_MS);
  useStore(timeZone);
  if (value === undefined || value === '') return <span className="ast-quiet">–</span>;
  const time = Date.parse(value);
  if (!exact) {
    return (
      <time dateTime={value} title={formatTime(time)}>
        {formatRelativeTime(time, now)}
      </time>
    );
  }
  return (
    <time dateTime={value}>
      {formatRelativeTime(time, now)} <span className="ast-quiet">({formatTime(time)})</span>
    </time>
  );
}
