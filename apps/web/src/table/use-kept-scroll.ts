import { useLayoutEffect, useRef, type RefObject, type UIEvent } from 'react';
import { useLocation } from 'react-router';
import { tabMemory } from '#/lib/tab-memory.ts';

/** Keeps how far a table is scrolled for each entry of the history: Back and reload show the same rows. */
export function useKeptScroll(
  label: string,
  hasRows: boolean,
): {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
} {
  const ref = useRef<HTMLElement>(null);
  const { key, pathname, search } = useLocation();
  const entry = `scroll ${label} ${key} ${pathname}${search}`;
  useLayoutEffect(() => {
    const top = hasRows ? tabMemory.read(entry) : undefined;
    if (typeof top === 'number' && ref.current !== null) ref.current.scrollTop = top;
  }, [entry, hasRows]);
  return {
    ref,
    onScroll: ({ currentTarget }) => {
      if (hasRows) tabMemory.keep(entry, currentTarget.scrollTop);
    },
  };
}
