import { RhUiWarningFillIcon } from '@patternfly/react-icons/dist/esm/icons/rh-ui-warning-fill-icon';
import { useContext } from 'react';
import { formatDuration } from '#/lib/format.ts';
import { useNow } from '#/ui/clock.ts';
import { Duration } from '#/ui/duration.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import './usual-duration.css';

const UNUSUAL_TIMES = 2;
/** What takes a moment may take two. */
const UNUSUAL_MIN_MS = 5000;

/** Whether something takes, or took, so much longer than usual that somebody should look. */
export const isUnusual = (milliseconds: number, usualSeconds: number | undefined): boolean =>
  usualSeconds !== undefined &&
  milliseconds > UNUSUAL_TIMES * usualSeconds * 1000 &&
  milliseconds - usualSeconds * 1000 > UNUSUAL_MIN_MS;

interface UsualDurationProps {
  readonly from: string | undefined;
  /** Absent while it is still running. */
  readonly to?: string | undefined;
  /** How long it usually takes; absent when that is not known. */
  readonly usualSeconds?: number | undefined;
}

/** How long something took, or has taken so far, beside how long it usually takes; marked when that is unusual. */
export function UsualDuration({ from, to, usualSeconds }: UsualDurationProps) {
  const now = useNow();
  const outOfReachSince = useContext(OutOfReachSince);
  const duration = <Duration from={from} to={to} />;
  if (usualSeconds === undefined || from === undefined) return duration;
  const end = to === undefined ? (outOfReachSince ?? now) : Date.parse(to);
  const isLong = isUnusual(end - Date.parse(from), usualSeconds);
  return (
    <span className={isLong ? 'ast-unusual' : undefined}>
      {isLong ? (
        <>
          <RhUiWarningFillIcon aria-hidden="true" />
          <span className="pf-v6-screen-reader">Unusually long: </span>
        </>
      ) : null}
      {duration} <span className="ast-quiet">(usually {formatDuration(usualSeconds * 1000)})</span>
    </span>
  );
}
