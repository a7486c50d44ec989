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

/** A state as a compact label. */
export function StatusLabel({ look }: { readonly look: StateLook }) {
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
