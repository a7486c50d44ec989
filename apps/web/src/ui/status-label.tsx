import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useContext, type ReactNode } from 'react';
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
  readonly appearance: StateAppearance;
}

/** The props of the label of a kind of state. */
export interface StateLabelProps<State extends string> extends Known {
  readonly state: State;
}

/** A state as a compact label. */
export function StatusLabel({ appearance, isStale = false }: StatusLabelProps) {
  const outOfReachSince = useContext(OutOfReachSince);
  if (isStale || outOfReachSince !== undefined) {
    return (
      <Label
        isCompact
        variant="outline"
        color="grey"
        icon={appearance.icon}
        className="ast-last-known"
        title="Last known state: it may have changed since."
      >
        {appearance.text}
        <span className="pf-v6-screen-reader"> (last known)</span>
      </Label>
    );
  }
  const title = appearance.meaning === undefined ? {} : { title: appearance.meaning };
  return appearance.tone === 'neutral' ? (
    <Label isCompact color="grey" icon={appearance.icon} {...title}>
      {appearance.text}
    </Label>
  ) : (
    <Label isCompact variant="outline" status={appearance.tone} icon={appearance.icon} {...title}>
      {appearance.text}
    </Label>
  );
}
