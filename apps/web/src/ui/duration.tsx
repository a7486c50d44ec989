import { useContext } from 'react';
import { useNow } from './clock.ts';
import { OutOfReachSince } from './out-of-reach.ts';
import { formatDuration } from '#/lib/format.ts';

interface DurationProps {
  readonly from: string | undefined;
  /** Absent while it is still running: then the duration counts up, as long as that can be known. */
  readonly to?: string | undefined;
}

/** How long something took, or has taken so far. */
export function Duration({ from, to }: DurationProps) {
  const now = useNow();
  const outOfReachSince = useContext(OutOfReachSince);
  if (from === undefined || from === '') return <span className="ast-quiet">–</span>;
  const end = to === undefined || to === '' ? (outOfReachSince ?? now) : Date.parse(to);
  return <span className="pf-v6-m-tabular-nums">{formatDuration(end - Date.parse(from))}</span>;
}
