import { useLayoutEffect, useRef, type MouseEvent, type RefObject, type UIEvent } from 'react';
import { NavigationType, useLocation, useNavigationType } from 'react-router';
import { tabMemory } from '#/lib/tab-memory.ts';

/** A link that was followed, and the link of the name of its row. */
interface FollowedLink {
  readonly row: string;
  readonly href: string;
}

/** By entry of the history. A reload forgets them, as it forgets the focus. */
const followed = new Map<string, FollowedLink>();

const hrefOf = (link: Element | null | undefined): string => link?.getAttribute('href') ?? '';

function findLink(table: HTMLElement | null, { row, href }: FollowedLink): HTMLElement | undefined {
  const links = [...(table?.querySelectorAll<HTMLElement>('tbody a') ?? [])];
  return links.find(
    (link) => hrefOf(link) === href && hrefOf(link.closest('tr')?.querySelector('th a')) === row,
  );
}

interface KeptPlace {
  readonly ref: RefObject<HTMLElement | null>;
  readonly onScroll: (event: UIEvent<HTMLElement>) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

/**
 * Keeps the place in a table for each entry of the history: Back and reload show the same rows, and Back from a page that
 * was opened by a link in a row returns the focus to that link.
 */
export function useKeptPlace(label: string, hasRows: boolean): KeptPlace {
  const ref = useRef<HTMLElement>(null);
  const { key, pathname, search } = useLocation();
  const isBack = useNavigationType() === NavigationType.Pop;
  const entry = `scroll ${label} ${key} ${pathname}${search}`;
  useLayoutEffect(() => {
    if (!hasRows) return;
    const top = tabMemory.read(entry);
    if (typeof top === 'number' && ref.current !== null) ref.current.scrollTop = top;
    const link = followed.get(entry);
    followed.delete(entry);
    if (isBack && link !== undefined) findLink(ref.current, link)?.focus({ preventScroll: true });
  }, [entry, hasRows, isBack]);
  return {
    ref,
    onScroll: ({ currentTarget }) => {
      if (hasRows) tabMemory.keep(entry, currentTarget.scrollTop);
    },
    onClick: ({ target }) => {
      const link = target instanceof Element ? target.closest('tbody a') : null;
      if (link === null) return;
      followed.set(entry, {
        row: hrefOf(link.closest('tr')?.querySelector('th a')),
        href: hrefOf(link),
      });
    },
  };
}
