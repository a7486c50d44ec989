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
  const meaning = isLastKnown ? LAST_KNOWN : appearance.meaning;
  if (why === undefined) {
    return <PlainLabel appearance={appearance} isLastKnown={isLastKnown} title={meaning} />;
  }
  return (
    <button
      type="button"
      className="ast-explained-state"
      data-tip={meaning === undefined ? why : `${meaning} ${why}`}
    >
      <PlainLabel appearance={appearance} isLastKnown={isLastKnown} title={undefined} />
      <span className="pf-v6-screen-reader">. {why}</span>
    </button>
  );
}

interface PlainLabelProps {
  readonly appearance: StateAppearance;
  readonly isLastKnown: boolean;
  readonly title: string | undefined;
}

function PlainLabel({ appearance, isLastKnown, title }: PlainLabelProps) {
  const { text, icon, tone } = appearance;
  const isGrey = isLastKnown || tone === 'neutral';
  return (
    <Label
      isCompact
      isOutline={isLastKnown || tone !== 'neutral'}
      tone={isGrey ? undefined : tone}
      icon={icon}
      title={title}
      {...(isLastKnown ? { className: 'ast-last-known' } : {})}
    >
      {text}
      {isLastKnown ? <span className="pf-v6-screen-reader"> (last known)</span> : null}
    </Label>
  );
}
