import type { MouseEvent, ReactNode } from 'react';
import type { NavigateFunction } from 'react-router';

interface RowLinkProps {
  readonly to: string;
  readonly children: ReactNode;
}

/**
 * A link in a row of a table, which follows it for all its rows. The router's own link takes as long to render as the
 * rest of its cell, and does so again whenever the address changes.
 */
export const RowLink = ({ to, children }: RowLinkProps) => (
  <a href={to} data-row-link="">
    {children}
  </a>
);

/** Goes where a link in a row leads, as the router's own link does; a new tab or window is the browser's. */
export function followRowLink(event: MouseEvent<HTMLElement>, navigate: NavigateFunction): void {
  const { target, button, metaKey, altKey, ctrlKey, shiftKey } = event;
  const link = target instanceof Element ? target.closest('a[data-row-link]') : null;
  if (link === null || button !== 0 || metaKey || altKey || ctrlKey || shiftKey) return;
  event.preventDefault();
  void navigate(link.getAttribute('href') ?? '');
}
