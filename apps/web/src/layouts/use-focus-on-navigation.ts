import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Puts the focus on the heading of a page that was just gone to, so that a screen reader reads it and Tab begins there. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
  }, [pathname]);
}
