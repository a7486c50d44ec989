import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** For the element that the anchor in the address leads to: it is scrolled to and gets the focus, also when it comes late. */
export function useAnchor<Element extends HTMLElement>(anchor: string | undefined) {
  const ref = useRef<Element>(null);
  const { hash, key } = useLocation();
  // The key, so that a second click on the same link leads there again.
  const arrival = anchor !== undefined && hash === `#${anchor}` ? key : undefined;
  useEffect(() => {
    if (arrival === undefined) return;
    ref.current?.scrollIntoView({ block: 'start' });
    ref.current?.focus({ preventScroll: true });
  }, [arrival]);
  return ref;
}
