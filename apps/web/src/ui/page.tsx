import { Breadcrumb, BreadcrumbItem } from '@patternfly/react-core/dist/esm/components/Breadcrumb';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './page.css';

/** A page above this one. */
export interface Crumb {
  readonly to: string;
  readonly text: string;
}

interface PageProps {
  /** The heading, and the title of the tab. */
  readonly title: string;
  /** Status labels and the like, beside the heading. */
  readonly badge?: ReactNode;
  /** One line below the heading. */
  readonly subtitle?: ReactNode;
  readonly breadcrumbs?: readonly Crumb[];
  /** Buttons; one primary at most. */
  readonly actions?: ReactNode;
  /** The page is as high as the window and its table scrolls inside. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

const NO_CRUMBS: readonly Crumb[] = [];

/** The skeleton of every page: tab title, breadcrumbs, heading, actions, content. */
export function Page({
  title,
  badge,
  subtitle,
  breadcrumbs = NO_CRUMBS,
  actions,
  fill = false,
  children,
}: PageProps) {
  return (
    <div className={fill ? 'ast-page ast-page-fill' : 'ast-page'}>
      <title>{`${title} · Asterism`}</title>
      <div className="ast-page-head">
        {breadcrumbs.length === 0 ? null : (
          <Breadcrumb>
            {breadcrumbs.map(({ to, text }) => (
              <BreadcrumbItem
                key={to}
                render={({ className }) => (
                  <Link to={to} className={className}>
                    {text}
                  </Link>
                )}
              />
            ))}
            <BreadcrumbItem isActive>{title}</BreadcrumbItem>
          </Breadcrumb>
        )}
        <div className="ast-page-title">
          <div className="ast-page-name">
            <h1 tabIndex={-1}>{title}</h1>
            {badge}
          </div>
          {actions === undefined ? null : <div className="ast-page-actions">{actions}</div>}
        </div>
        {subtitle === undefined ? null : <p className="ast-quiet">{subtitle}</p>}
      </div>
      {children}
    </div>
  );
}
