import type { ReactNode } from 'react';

interface SideLinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

/** A link out of a dialog: it opens beside, so that what is being decided stays. */
export const SideLink = ({ to, children }: SideLinkProps) => (
  <a href={to} target="_blank" rel="noreferrer" title="Opens in a new tab">
    {children}
  </a>
);
