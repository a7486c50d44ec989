import { useEffect, useEffectEvent, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useRights } from '#/api/session.ts';
import { singleKeys } from '#/lib/settings.ts';
import type { OverlayName } from './overlays.tsx';
import { sectionsFor } from './sections.ts';

const SEQUENCE_MS = 1500;
/** Whoever clicks on "Create volume" and types at once means the form, not our keys. */
const QUIET_MS = 1000;

const dialogIsOpen = (): boolean =>
  document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/** Whether keys belong to what has the focus: typing, or a dialog that is open. */
const isTaken = (target: EventTarget | null): boolean =>
  (target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) ||
  dialogIsOpen();

function focusSearch(): boolean {
  const search = document.querySelector<HTMLInputElement>('[data-search] input');
  search?.focus();
  search?.select();
  return search !== null;
}

/** The newest message over the page: what can be done about it, or else its link or how to close it. */
function focusMessage(): boolean {
  const messages = [...document.querySelectorAll('.pf-v6-c-alert-group.pf-m-toast .pf-v6-c-alert')];
  const newest = messages.at(-1);
  const stop =
    newest?.querySelector<HTMLElement>('.pf-v6-c-alert__action-group :is(button, a)') ??
    newest?.querySelector<HTMLElement>('button');
  stop?.focus();
  return stop !== undefined && stop !== null;
}

/** The first of what can be done with the selected rows. */
function focusSelected(): boolean {
  const action = document.querySelector<HTMLElement>('.ast-selection-actions button');
  action?.focus();
  return action !== null;
}

/** The menu with whoever is signed in. */
function focusUserMenu(): boolean {
  const menu = document.querySelector<HTMLElement>('[data-user-menu] button');
  menu?.focus();
  return menu !== null;
}

/** What single keys do on every page: go somewhere, if that is there, or open something over the page. */
export const PAGE_KEYS = {
  '/': focusSearch,
  s: focusSelected,
  m: focusMessage,
  u: focusUserMenu,
  c: 'calls',
  '?': 'shortcuts',
} as const satisfies Readonly<Record<string, OverlayName | (() => boolean)>>;
const isPageKey = (key: string): key is keyof typeof PAGE_KEYS => Object.hasOwn(PAGE_KEYS, key);

/** The single keys that work on every page. None does anything that needs a confirmation. */
export function useShortcuts(onOpen: (name: OverlayName) => void): void {
  const navigate = useNavigate();
  const sections = sectionsFor(useRights());

  const goTo = useEffectEvent((key: string): boolean => {
    const section = sections.find((candidate) => candidate.key === key);
    if (section !== undefined) void navigate(section.path);
    return section !== undefined;
  });
  const press = useEffectEvent((key: string): boolean => {
    if (!isPageKey(key)) return false;
    const does = PAGE_KEYS[key];
    if (typeof does === 'function') return does();
    onOpen(does);
    return true;
  });

  // The keys rest from a click on, and from when the page appears that it leads to.
  const clickedAt = useRef(-Infinity);
  const { key: location } = useLocation();
  const before = useRef(location);
  useEffect(() => {
    if (before.current !== location && clickedAt.current > -Infinity)
      clickedAt.current = performance.now();
    before.current = location;
  }, [location]);

  useEffect(() => {
    let afterG = -Infinity;
    const onClick = ({ target }: MouseEvent) => {
      // A box that is ticked, by pointer or by a key of the table, leads nowhere.
      if (target instanceof Element && target.closest('input') !== null) return;
      clickedAt.current = performance.now();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      if (singleKeys.get() === 'off' || performance.now() - clickedAt.current < QUIET_MS) return;
      clickedAt.current = -Infinity;
      const inSequence = performance.now() - afterG < SEQUENCE_MS;
      afterG = event.key === 'g' ? performance.now() : -Infinity;
      if ((inSequence && goTo(event.key)) || press(event.key)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    addEventListener('click', onClick, true);
    return () => {
      removeEventListener('keydown', onKey);
      removeEventListener('click', onClick, true);
    };
  }, []);
}
