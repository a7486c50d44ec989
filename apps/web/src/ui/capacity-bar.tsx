import { useContext, type ReactNode } from 'react';
import { OutOfReachSince } from './out-of-reach.ts';
import './capacity-bar.css';

const WHOLE = 100;

/** How much is taken: fine, worth attention, or alarming. */
export type CapacityTone = 'ok' | 'warn' | 'alarm';

interface CapacityTrackProps {
  /** May exceed 100. */
  readonly percent: number;
  readonly tone: CapacityTone;
  /** In percent, a mark on the track; it may lie beyond 100. */
  readonly threshold?: number;
  /** Whether this is the last that is known: then the bar has no colour. */
  readonly isStale?: boolean | undefined;
}

/** The bar alone. What is beyond 100 % is hatched, and the end of what there is marked. */
export function CapacityTrack({
  percent,
  tone,
  threshold = 0,
  isStale = false,
}: CapacityTrackProps) {
  const isLastKnown = useContext(OutOfReachSince) !== undefined || isStale;
  const scale = Math.max(WHOLE, percent, threshold);
  const at = (value: number): string => `${(WHOLE * value) / scale}%`;
  return (
    <div
      className={`ast-capacity-track ast-capacity-${isLastKnown ? 'last-known' : tone}`}
      aria-hidden="true"
    >
      <div className="ast-capacity-fill" style={{ inlineSize: at(Math.min(WHOLE, percent)) }} />
      {percent > WHOLE ? (
        <div
          className="ast-capacity-fill ast-capacity-beyond"
          style={{ insetInlineStart: at(WHOLE), inlineSize: at(percent - WHOLE) }}
        />
      ) : null}
      {scale > WHOLE ? (
        <div className="ast-capacity-mark" style={{ insetInlineStart: at(WHOLE) }} />
      ) : null}
      {threshold === 0 ? null : (
        <div
          className="ast-capacity-mark ast-capacity-threshold"
          style={{ insetInlineStart: at(threshold) }}
        />
      )}
    </div>
  );
}

interface CapacityBarProps extends CapacityTrackProps {
  readonly label: string;
  /** The numbers in words: they say all that the bar shows. */
  readonly children: ReactNode;
}

/** How much of a capacity is taken: a bar with the numbers in words. */
export function CapacityBar({ label, children, ...track }: CapacityBarProps) {
  return (
    <div className="ast-capacity">
      <div className="ast-capacity-text">
        <span>{label}</span>
        <span className="pf-v6-m-tabular-nums">{children}</span>
      </div>
      <CapacityTrack {...track} />
    </div>
  );
}
