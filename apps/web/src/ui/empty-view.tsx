import {
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core/dist/esm/components/EmptyState';
import type { ComponentType, ReactNode } from 'react';

interface EmptyViewProps {
  readonly title: string;
  /** What to do next. */
  readonly children: ReactNode;
  readonly icon?: ComponentType;
  readonly actions?: ReactNode;
  readonly headingLevel?: 'h1' | 'h2' | 'h3';
}

/** There is nothing here (yet), and what to do next. */
export function EmptyView({ title, children, icon, actions, headingLevel = 'h2' }: EmptyViewProps) {
  return (
    <EmptyState
      variant="sm"
      titleText={title}
      headingLevel={headingLevel}
      {...(icon === undefined ? {} : { icon })}
    >
      <EmptyStateBody>{children}</EmptyStateBody>
      {actions === undefined ? null : (
        <EmptyStateFooter>
          <EmptyStateActions>{actions}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}
