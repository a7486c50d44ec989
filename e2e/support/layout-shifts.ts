import type { BrowserContext } from '@playwright/test';

declare global {
  interface PerformanceEntry {
    /** Of a layout shift: what moved, each with the part of it that could be seen. */
    readonly sources?: readonly {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }[];
    /** Of a layout shift: whether somebody clicked or pressed a key in the half second before. */
    readonly hadRecentInput?: boolean;
  }
  /** Given to every page by {@link watchLayout}. */
  function reportLayoutShift(shift: string): Promise<void>;
}

/** Runs in the page. Reports what a person works with and what moves in the half second after a click or a key. */
function reportShifts(): void {
  const WORKED_WITH = 'a, button, input, select, textarea, h1, h2, h3, [role="option"]';
  /** Still loading: whoever acts now does not wait for what is to come. */
  const LOADING = '.pf-v6-c-skeleton, .pf-v6-c-spinner, [aria-busy="true"]';
  const SEARCH = '[type="search"], [aria-label^="Search"], .ast-palette input';
  let last = { deed: 'nothing', view: '', scrolled: 0, isSettled: false };
  /** A page has been entered, and is not painted yet. */
  let isUnseen = false;

  /** What has entries that come and go with the fleet. */
  const listOf = (element: Element) =>
    element.closest('table') ?? element.closest('.ast-health-reasons');
  /** Where the boxes of these were. */
  let boxes = new Map<Element | null, number>();

  const view = () => location.pathname + location.search;
  const describe = (element: Element): string => {
    const name = element.getAttribute('aria-label') ?? element.textContent;
    return `${element.tagName.toLowerCase()} "${name.trim().replaceAll(/\s+/g, ' ').slice(0, 40)}"`;
  };
  const remember = (event: Event): void => {
    // Alone these do nothing.
    if (event instanceof KeyboardEvent && /^(Control|Shift|Alt|Meta)$/.test(event.key)) return;
    const element = event.target instanceof Element ? event.target : document.body;
    const key = event instanceof KeyboardEvent ? `${event.key} on ` : '';
    // To type in a search is to ask for other things in the place of those that were found before.
    if (event instanceof KeyboardEvent && element.matches(SEARCH) && event.key !== 'Enter') {
      last = { ...last, isSettled: false };
      return;
    }
    const deed = `${key}${describe(element.closest(WORKED_WITH) ?? element)}`;
    // What somebody closes gives back its place, and so does a failure.
    const leaves = /^(Close|Try again)$/.test(element.closest('button')?.textContent ?? '');
    const isSettled = !leaves && !isUnseen && document.querySelector(LOADING) === null;
    last = { deed, view: view(), scrolled: scrollY, isSettled };
    boxes = new Map(
      [...document.querySelectorAll('table, .ast-health-reasons')].map(({ parentElement }) => [
        parentElement,
        parentElement?.getBoundingClientRect().top ?? 0,
      ]),
    );
  };
  addEventListener('pointerdown', remember, true);
  addEventListener('keydown', remember, true);
  addEventListener('focusin', ({ target }) => {
    // It takes the focus when a page is entered.
    if (!(target instanceof HTMLHeadingElement)) return;
    isUnseen = true;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        isUnseen = false;
      }),
    );
  });
  const forget = (): void => {
    last = { ...last, isSettled: false };
  };
  // A window of another size is laid out anew, and so is what the history of the browser brings back.
  addEventListener('resize', forget);
  addEventListener('popstate', forget);

  const isSticky = (element: Element | null): boolean =>
    element !== null &&
    (getComputedStyle(element).position === 'sticky' || isSticky(element.parentElement));

  /** In a list that is where it was entries come and go with the fleet, and columns are as wide as what they hold. */
  const isInSteadyList = (element: Element): boolean => {
    const box = listOf(element)?.parentElement;
    if (box === undefined || box === null) return false;
    const before = scrollY === last.scrolled ? boxes.get(box) : undefined;
    return before === undefined || Math.abs(box.getBoundingClientRect().top - before) < 3;
  };

  const moves = ({ sources = [] }: PerformanceEntry): readonly string[] =>
    sources.flatMap(({ node, previousRect: from, currentRect: to }) => {
      const element = node instanceof Element ? node : node?.parentElement;
      // Seen before and after, or it does not move, but comes or goes.
      if (!element || from.width * from.height === 0 || to.width * to.height === 0) return [];
      // What sticks to the window moves over the page when this is scrolled.
      if (scrollY !== last.scrolled && isSticky(element)) return [];
      // Inside a button its words make room for the spinner.
      if (element.parentElement?.closest('button') !== null) return [];
      if (isInSteadyList(element)) return [];
      const isWorkedWith = element.closest(WORKED_WITH) ?? element.querySelector(WORKED_WITH);
      // What has its other edge where it was has grown there.
      const isWider = Math.abs(to.right - from.right) < 3;
      const [x, y] = [isWider ? 0 : Math.round(to.x - from.x), Math.round(to.y - from.y)];
      if (isWorkedWith === null || Math.max(Math.abs(x), Math.abs(y)) < 3) return [];
      return [`${describe(element)} by ${x} px, ${y} px`];
    });

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      // Under another address is another view: that it is laid out otherwise is why one goes there.
      if (view() !== last.view) forget();
      if (entry.hadRecentInput !== true || !last.isSettled) continue;
      for (const move of moves(entry)) {
        void reportLayoutShift(`layout shift in ${location.pathname} after ${last.deed}: ${move}`);
      }
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Reports what moves under the hand of whoever clicks or presses keys, on every page of the browser. */
export async function watchLayout(
  context: BrowserContext,
  report: (shift: string) => void,
): Promise<void> {
  await context.exposeBinding('reportLayoutShift', (_source, shift: string) => report(shift));
  await context.addInitScript(reportShifts);
}
