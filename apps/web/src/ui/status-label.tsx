import { useContext, type ReactNode } from 'react';
import { Label } from './label.tsx';
import { OutOfReachSince } from './out-of-reach.ts';
import './status-label.css';

/** How a state is shown. Never by colour alone: an icon and a text always go with it. */
export interface StateAppearance {
  readonly text: string;
  readonly icon: ReactNode;
  readonly tone: 'success' | 'warning' | 'danger' | 'info' | 'neutral';
  /** What the state means, for a tooltip. */
  readonly meaning?: string;
}

interface Known {
  /** Whether this is the last known state of a cluster that is out of reach: then it is not shown as current. */
  readonly isStale?: boolean | undefined;
}

interface StatusLabelProps extends Known {
  /** Why it is so, in a row of a table: shown on hover, by keyboard and by touch, and read out. */
  readonly why?: string | undefined;
  readonly appearance: StateAppearance;
}

/** The props of the label of a kind of state. */
export interface StateLabelProps<State extends string> extends Pick<
  StatusLabelProps,
  'isStale' | 'why'
> {
  readonly state: State;
}

const LAST_KNOWN = 'Last known state: it may have changed since.';

/** A state as a compact label. */
export function StatusLabel({ appearance, isStale = false, why }: StatusLabelProps) {
  const outOfReachSince = useContext(OutOfReachSince);
  const isLastKnown = isStale || outOfReachSince !== undefined;
  const { text, icon, tone } = appearance;
  const meaning = isLastKnown ? LAST_KNOWN : appearance.meaning;
  const label = (
    <Label
      isCompact
      isOutline={isLastKnown || tone !== 'neutral'}
      tone={isLastKnown || tone === 'neutral' ? undefined : tone}
      icon={icon}
      title={why === undefined ? meaning : undefined}
      {...(isLastKnown ? { className: 'ast-last-known' } : {})}
    >
      {text}
      {isLastKnown ? <span className="pf-v6-screen-reader"> (last known)</span> : null}
    </Label>
  );
  if (why === undefined) return label;
  return (
    <button
      type="button"
      className="ast-explained-state"
      data-tip={meaning === undefined ? why : `${meaning} ${why}`}
    >
      {label}
      <span className="pf-v6-screen-reader">. {why}</span>
    </button>
  );
}
