import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

const DIALOG = '[role="dialog"], [role="alertdialog"]';
/** What lies over the page only until something is chosen in it. */
const OVERLAY = `${DIALOG}, [role="menu"], [role="listbox"]`;
/** What a page may have focused itself: its first field, or the link of a table by which it was left. */
const OF_PAGE = 'main :is(input, textarea, select, tbody a)';
const STOP = 'a[href], button:enabled, input:enabled';

/** Where the focus was: the element, and its row if it is in a table. */
interface Place {
  readonly element: Element;
  readonly table: HTMLTableElement | null;
  readonly rowIndex: number;
}

const placeOf = (element: Element): Place => ({
  element,
  table: element.closest('table'),
  rowIndex: element.closest('tr')?.rowIndex ?? -1,
});

/** Whether an element that had the focus has lost it without anybody leaving it. */
const isLost = (element: Element): boolean => !element.isConnected || element.matches(':disabled');

const focusHeading = () =>
  document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });

/** The row that follows one that is gone, or else the last; undefined where there is none. */
function nextRowStop({ table, rowIndex }: Place): HTMLElement | null | undefined {
  if (table?.isConnected !== true || rowIndex < 1) return undefined;
  return table.rows[Math.min(rowIndex, table.rows.length - 1)]?.querySelector<HTMLElement>(STOP);
}

/** Focuses what comes closest to a place on the page, or the dialog that is open. */
function focusNear(onPage: Place | undefined): void {
  const dialog = [...document.querySelectorAll<HTMLElement>(DIALOG)].at(-1);
  if (dialog !== undefined) {
    dialog.tabIndex = -1;
    return dialog.focus();
  }
  if (onPage === undefined) return focusHeading();
  if (!isLost(onPage.element) && onPage.element instanceof HTMLElement)
    return onPage.element.focus();
  const stop = nextRowStop(onPage);
  return stop ? stop.focus() : focusHeading();
}

/** Watches for elements that take the focus with them when they disappear or are disabled. Answers how to stop. */
function keepFocus(): () => void {
  let last: Element | undefined;
  let onPage: Place | undefined;
  let isScheduled = false;

  function onFocusIn({ target }: FocusEvent) {
    if (!(target instanceof Element)) return;
    last = target;
    if (target.closest(OVERLAY) === null) onPage = placeOf(target);
  }
  function check() {
    isScheduled = false;
    const { activeElement } = document;
    if (activeElement !== null && activeElement !== document.body) return;
    if (last !== undefined && isLost(last)) focusNear(onPage);
  }
  const observer = new MutationObserver(() => {
    if (isScheduled || last === undefined || !isLost(last)) return;
    isScheduled = true;
    // A disabled element loses the focus with the next frame, and a dialog that closes gives it back in a task.
    requestAnimationFrame(() => setTimeout(check));
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  document.addEventListener('focusin', onFocusIn);
  return () => {
    observer.disconnect();
    document.removeEventListener('focusin', onFocusIn);
  };
}

/**
 * Puts the keyboard's focus where work goes on. A new page: its first field or the link by which one left it, if it has
 * taken the focus itself, else its heading, so that a screen reader reads it and Tab starts there. What had the focus is
 * gone or disabled: what it was opened from, the row that follows, or the heading; never nothing at all.
 */
export function usePageFocus(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    if (document.activeElement?.matches(OF_PAGE) !== true) focusHeading();
  }, [pathname]);
  useEffect(keepFocus, []);
}
