import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import type { ReactNode } from 'react';

/** How a state looks. Never by colour alone: an icon and a text always go with it. */
export interface StateLook {
  readonly text: string;
  readonly icon: ReactNode;
  readonly tone: 'success' | 'warning' | 'danger' | 'info' | 'neutral';
  /** What the state means, for a tooltip. */
  readonly meaning?: string;
}

interface Known {
  /** Whether it is the last that was heard of a cluster that is out of reach: then it is not shown as if it were so now. */
  readonly isStale?: boolean | undefined;
}

interface StatusLabelProps extends Known {
  readonly look: StateLook;
}

/** What the label of a kind of state is given. */
export interface StateLabelProps<State extends string> extends Known {
  readonly state: State;
}

/** A state as a compact label. */
export function StatusLabel({ look, isStale = false }: StatusLabelProps) {
  if (isStale) {
    return (
      <Label
        isCompact
        variant="outline"
        color="grey"
        icon={look.icon}
        className="ast-last-known"
        title="Last known: the cluster is out of reach now."
      >
        {look.text}
        <span className="pf-v6-screen-reader"> (last known)</span>
      </Label>
    );
  }
  const title = look.meaning === undefined ? {} : { title: look.meaning };
  return look.tone === 'neutral' ? (
    <Label isCompact color="grey" icon={look.icon} {...title}>
      {look.text}
    </Label>
  ) : (
    <Label isCompact variant="outline" status={look.tone} icon={look.icon} {...title}>
      {look.text}
    </Label>
  );
}
