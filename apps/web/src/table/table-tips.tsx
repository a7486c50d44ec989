import { Suspense, useEffect, useState, type RefObject } from 'react';
import { lazyPart } from '#/lib/lazy-part.ts';

/**
 * How long the pointer rests on a cell before something is said: on its way across the table it is let pass. For so long
 * what is said stays, too, on the way to it.
 */
const HOVER_MS = 300;

/** What is said about an element of a table. */
export interface Tip {
  readonly element: HTMLElement;
  readonly text: string;
}

// Most tables are read without any.
const CellTip = lazyPart(
  () => import('./cell-tip.tsx'),
  ({ CellTip }) => CellTip,
);

const isCut = (element: Element): boolean => element.scrollWidth > element.clientWidth;

/** What there is to say about a place in a table: the text that it is marked with, or the whole of a value that is cut. */
function tipAt(place: EventTarget | null): Tip | undefined {
  if (!(place instanceof Element)) return undefined;
  const marked = place.closest<HTMLElement>('[data-tip]');
  if (marked !== null) return { element: marked, text: marked.dataset['tip'] ?? '' };
  const cell = place.closest<HTMLElement>('tbody :is(th, td)');
  if (cell === null) return undefined;
  let at = place;
  while (!isCut(at) && at !== cell && at.parentElement !== null) at = at.parentElement;
  return isCut(at) ? { element: cell, text: at.textContent } : undefined;
}

/**
 * One tooltip for a whole table, for the pointer and the focus: whole values where a column is too narrow for them, and
 * what an element is marked with (`data-tip`). It costs the rows nothing.
 */
export function TableTips({ table }: { readonly table: RefObject<HTMLElement | null> }) {
  const [tip, setTip] = useState<Tip>();
  useEffect(() => {
    const section = table.current;
    if (section === null) return undefined;
    let pending: ReturnType<typeof setTimeout> | undefined;
    /** What was last spoken of, and whether that was put away: then not until the pointer has been elsewhere. */
    let last: HTMLElement | undefined;
    let isPutAway = false;
    const show = (next: Tip | undefined) => {
      last = next?.element ?? last;
      clearTimeout(pending);
      setTip(next);
    };
    /** What is said about the place of the focus stays while the pointer rests or passes elsewhere. */
    let isOfFocus = false;
    const onPointer = ({ target }: Event) => {
      // On a tip the pointer may rest: it can be read, and copied from, for as long as that takes (WCAG 1.4.13).
      if (target instanceof Element && target.closest('[role="tooltip"]') !== null)
        return clearTimeout(pending);
      const next = target instanceof Node && section.contains(target) ? tipAt(target) : undefined;
      if (next === undefined && isOfFocus) return undefined;
      if (isPutAway && next?.element === last) return undefined;
      isPutAway = false;
      isOfFocus = false;
      clearTimeout(pending);
      pending = setTimeout(() => show(next), HOVER_MS);
      return undefined;
    };
    const onFocus = (next?: Tip) => {
      isOfFocus = next !== undefined;
      show(next);
    };
    const hide = () => onFocus();
    const listening = new AbortController();
    const { signal } = listening;
    document.addEventListener('pointerover', onPointer, { signal });
    section.addEventListener('focusin', ({ target }) => onFocus(tipAt(target)), { signal });
    section.addEventListener('focusout', hide, { signal });
    section.addEventListener('scroll', hide, { signal });
    const onKey = ({ key }: KeyboardEvent) => {
      if (key !== 'Escape') return;
      isPutAway = true;
      hide();
    };
    document.addEventListener('keydown', onKey, { signal });
    signal.addEventListener('abort', () => clearTimeout(pending));
    return () => listening.abort();
  }, [table]);
  if (tip === undefined || !tip.element.isConnected) return null;
  return (
    <Suspense>
      <CellTip key={tip.text} {...tip} />
    </Suspense>
  );
}
