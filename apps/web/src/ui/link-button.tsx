import '@patternfly/react-styles/css/components/Button/button.css';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

interface LinkButtonProps {
  readonly to: string;
  /** What the page that it leads to finds in its entry of the browser's history. */
  readonly state?: unknown;
  readonly children: ReactNode;
  readonly variant?: 'primary' | 'secondary' | 'link';
  readonly icon?: ReactNode;
}

const CLASSES = {
  primary: 'pf-m-primary',
  secondary: 'pf-m-secondary',
  link: 'pf-m-link pf-m-inline',
} as const;

/** A link that looks like a button. */
export function LinkButton({ to, state, children, variant = 'secondary', icon }: LinkButtonProps) {
  return (
    <Link to={to} state={state} className={`pf-v6-c-button ${CLASSES[variant]}`}>
      {icon === undefined ? null : <span className="pf-v6-c-button__icon pf-m-start">{icon}</span>}
      <span className="pf-v6-c-button__text">{children}</span>
    </Link>
  );
}
