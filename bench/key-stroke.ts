import type { Browser, BrowserContext, Page } from '@playwright/test';
import { signIn } from '@asterism/test-stack/sign-in';
import { startStack, type StackAddresses } from '@asterism/test-stack/stack';
import { measureChanges } from './change-to-paint.ts';
import { buildFloor } from './floor-server.ts';
import { percentile, type Figure } from './measure.ts';
import { openBrowser } from './open-browser.ts';
import { typeInList, typeWords } from './type-words.ts';

declare global {
  /** In the page: what its frames have shown. */
  var scrolling: { readonly frames: number[]; blank: number; last: number } | undefined;
}

/** Typed letter by letter, other words in each round: what is known already is not asked for again. */
const ROUNDS = [
  ['orders', 'backup', 'web-4'],
  ['audit', 'pvc-1', 'grafana'],
  ['kafka', 'data-9', 'default'],
  ['mongo', 'etcd', 'north-7'],
] as const;
const SCREENS_A_SECOND = 3;
const SCROLLED_SECONDS = 4;

/** The floor's app in a page of the same server: its questions take the same way. */
async function typeInFloor(context: BrowserContext, script: string, words: readonly string[]) {
  const page = await context.newPage();
  await page.goto('/api/session');
  await page.setContent('<div id="root"></div>');
  await page.evaluate(() => history.replaceState(null, '', '/search'));
  await page.addScriptTag({ content: script, type: 'module' });
  const strokes = await typeWords(page, 'textbox', words);
  await page.close();
  return strokes;
}

/** Scrolls down the list at an even speed, and takes in every frame. */
async function scrollList(context: BrowserContext) {
  const page = await context.newPage();
  await page.goto('/volumes');
  const table = page.getByRole('region', { name: 'Volumes, table' });
  await page.locator('tbody th a').first().waitFor();
  const box = await table.boundingBox();
  if (box === null) throw new Error('There is no table.');
  await page.evaluate(() => {
    const scrolled = document.querySelector('.ast-table-scroll');
    const frames: number[] = [];
    const seen = { frames, blank: 0, last: performance.now() };
    globalThis.scrolling = seen;
    const takeIn = (now: number): void => {
      seen.frames.push(now - seen.last);
      seen.last = now;
      const { top = 0, bottom = 0 } = scrolled?.getBoundingClientRect() ?? {};
      const head = scrolled?.querySelector('thead')?.getBoundingClientRect().height ?? 0;
      let covered = top + head;
      for (const row of scrolled?.querySelectorAll('tbody tr') ?? []) {
        const box = row.getBoundingClientRect();
        if (row.querySelector('a') !== null && box.top <= covered + 1)
          covered = Math.max(covered, box.bottom);
      }
      if (covered < bottom - 2) seen.blank += 1;
      requestAnimationFrame(takeIn);
    };
    requestAnimationFrame(takeIn);
  });
  const devTools = await context.newCDPSession(page);
  await devTools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: -box.height * SCREENS_A_SECOND * SCROLLED_SECONDS,
    speed: Math.round(box.height * SCREENS_A_SECOND),
    gestureSourceType: 'mouse',
  });
  const seen = await page.evaluate(() => globalThis.scrolling);
  const filled = await heapOf(context, page);
  await page.goto('/volumes?search=nothing-is-called-so');
  await page.getByText('No matching volumes').waitFor();
  const empty = await heapOf(context, page);
  await page.close();
  return {
    frame: percentile(seen?.frames ?? [], 0.95),
    blank: seen?.blank ?? Number.NaN,
    heap: filled - empty,
  };
}

/** The megabytes that the page's scripts hold. */
async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const devTools = await context.newCDPSession(page);
  await devTools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devTools.send('Runtime.getHeapUsage');
  return usedSize / 1_000_000;
}

/** One fleet: strokes in turn with the floor's, then the list is scrolled. */
async function measureList(
  browser: Browser,
  stack: StackAddresses,
  script: string,
  volumes: number,
): Promise<Figure[]> {
  const context = await browser.newContext({ baseURL: stack.url, bypassCSP: true });
  const first = await context.newPage();
  await signIn(first, 'admin');
  await first.close();
  const rounds: { readonly ours: number[]; readonly floor: number[] }[] = [];
  for (const words of ROUNDS) {
    const floor = await typeInFloor(context, script, words);
    rounds.push({ ours: await typeInList(context, '/volumes', words), floor });
  }
  const scrolls = [await scrollList(context), await scrollList(context), await scrollList(context)];
  const changes = await measureChanges(context, stack, volumes);
  await context.close();
  const at = volumes.toLocaleString('en-US');
  const each = (of: (round: (typeof rounds)[number]) => number): number[] => rounds.map(of);
  return [
    {
      what: `key stroke at ${at}: p95`,
      unit: 'ms',
      values: each(({ ours }) => percentile(ours, 0.95)),
      atMost: volumes > 100_000 ? 100 : 60,
    },
    {
      what: `key stroke at ${at}: p50`,
      unit: 'ms',
      values: each(({ ours }) => percentile(ours, 0.5)),
    },
    {
      what: `key stroke at ${at}: p50, floor`,
      unit: 'ms',
      values: each(({ floor }) => percentile(floor, 0.5)),
    },
    {
      what: `key stroke at ${at}: p95, floor`,
      unit: 'ms',
      values: each(({ floor }) => percentile(floor, 0.95)),
    },
    {
      what: `scroll at ${at}: p95 frame`,
      unit: 'ms',
      values: scrolls.map(({ frame }) => frame),
      atMost: 20,
    },
    {
      what: `scroll at ${at}: frames with blank rows`,
      unit: '',
      values: scrolls.map(({ blank }) => blank),
      atMost: 0,
    },
    {
      what: `list of ${at}: heap above an empty one`,
      unit: 'MB',
      values: scrolls.map(({ heap }) => heap),
      atMost: 10,
    },
    ...changes,
  ];
}

/** From a key stroke in the search to painted rows, beside the least app that does that, and a list that is scrolled. */
export async function measureKeyStrokes(fleets: readonly number[]): Promise<Figure[]> {
  const files = await buildFloor();
  const script = [...files].find(([path]) => path.endsWith('.js'))?.[1] ?? '';
  const browser = await openBrowser();
  const figures: Figure[] = [];
  try {
    for (const volumes of fleets) {
      const stack = await startStack({ clusters: 2, volumes: volumes / 2, attach: 2 });
      try {
        figures.push(...(await measureList(browser, stack.addresses, script, volumes)));
      } finally {
        await stack.stop();
      }
    }
  } finally {
    await browser.close();
  }
  return figures;
}
