import {
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  type MouseEvent,
  type RefObject,
} from 'react';
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

/** The place in a table, for the entry of the history that the browser is at. */
export interface KeptPlace {
  /** How far the table was scrolled there; undefined where nothing is known of it. */
  readonly read: () => number | undefined;
  readonly keep: (position: number) => void;
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

/**
 * Keeps the place in a table for each entry of the history: Back and reload show the same rows, and Back from a page that
 * was opened by a link in a row returns the focus to that link.
 */
export function useKeptPlace(
  label: string,
  table: RefObject<HTMLElement | null>,
  hasRows: boolean,
): KeptPlace {
  const { key, pathname, search } = useLocation();
  const navigation = useNavigationType();
  const isBack = navigation === NavigationType.Pop;
  const entry = `scroll ${label} ${key} ${pathname}${search}`;
  const before = useRef(entry);
  useEffect(() => {
    // What stands in the history now, stands there instead of the entry before.
    if (navigation === NavigationType.Replace && before.current !== entry)
      tabMemory.forget(before.current);
    before.current = entry;
  }, [navigation, entry]);
  useLayoutEffect(() => {
    if (!hasRows) return;
    const link = followed.get(entry);
    followed.delete(entry);
    if (isBack && link !== undefined) findLink(table.current, link)?.focus({ preventScroll: true });
  }, [entry, hasRows, isBack, table]);
  return useMemo(
    () => ({
      read: () => {
        const position = tabMemory.read(entry);
        return typeof position === 'number' ? position : undefined;
      },
      keep: (position) => tabMemory.keep(entry, position),
      onClick: ({ target }) => {
        const link = target instanceof Element ? target.closest('tbody a') : null;
        if (link === null) return;
        followed.set(entry, {
          row: hrefOf(link.closest('tr')?.querySelector('th a')),
          href: hrefOf(link),
        });
      },
    }),
    [entry],
  );
}
