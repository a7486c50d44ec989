import type { GovernedOperation } from '@asterism/api-types/rules/access';
import type { ComponentProps, ReactNode } from 'react';
import { LinkButton } from '#/ui/link-button.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';
import { useMissingRight } from './missing-right.ts';

interface Governed {
  /** What it asks the federation for, which the access rules are about. */
  readonly does: GovernedOperation;
  /** The projects that it changes; without them, it is for any in which the person may do it. */
  readonly of?: readonly string[];
  /** Why it cannot be done now, by whoever may do it. */
  readonly reason?: string | undefined;
}

const ANY: readonly string[] = [];

type ActionButtonProps = Governed & Omit<ComponentProps<typeof ReasonedButton>, 'reason'>;

/** A button that does something. Who may not do it sees it, and which role they lack. */
export function ActionButton({ does, of = ANY, reason, ...button }: ActionButtonProps) {
  const why = useMissingRight(does, ...of) ?? reason;
  return <ReasonedButton {...button} reason={why} />;
}

interface ActionLinkProps extends Governed {
  readonly to: string;
  readonly variant?: 'primary' | 'secondary';
  readonly children: ReactNode;
}

/** {@link ActionButton} that leads to where it is done. */
export function ActionLink({ does, of = ANY, reason, to, variant, children }: ActionLinkProps) {
  const why = useMissingRight(does, ...of) ?? reason;
  const appearance = variant === undefined ? {} : { variant };
  if (why !== undefined) {
    return (
      <ReasonedButton variant="secondary" {...appearance} reason={why}>
        {children}
      </ReasonedButton>
    );
  }
  return (
    <LinkButton {...appearance} to={to}>
      {children}
    </LinkButton>
  );
}
