import '@patternfly/react-styles/css/components/Breadcrumb/breadcrumb.css';
import { RhMicronsCaretRightIcon } from '@patternfly/react-icons/dist/esm/icons/rh-microns-caret-right-icon';
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

interface BreadcrumbsProps {
  readonly crumbs: readonly Crumb[];
  /** Of the page itself. */
  readonly title: string;
}

/** The way down to a page: PatternFly's breadcrumb in plain elements. */
function Breadcrumbs({ crumbs, title }: BreadcrumbsProps) {
  const divider = (
    <span className="pf-v6-c-breadcrumb__item-divider">
      <RhMicronsCaretRightIcon />
    </span>
  );
  return (
    <nav className="pf-v6-c-breadcrumb" aria-label="Breadcrumb">
      <ol className="pf-v6-c-breadcrumb__list">
        {crumbs.map(({ to, text }, at) => (
          <li key={to} className="pf-v6-c-breadcrumb__item">
            {at === 0 ? null : divider}
            <Link to={to} className="pf-v6-c-breadcrumb__link">
              {text}
            </Link>
          </li>
        ))}
        <li className="pf-v6-c-breadcrumb__item">
          {divider}
          {title}
        </li>
      </ol>
    </nav>
  );
}

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
        {breadcrumbs.length === 0 ? null : <Breadcrumbs crumbs={breadcrumbs} title={title} />}
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
