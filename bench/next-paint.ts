import type { BrowserContext, Page } from '@playwright/test';
import { inConsole } from './in-console.ts';
import type { Figure } from './measure.ts';

declare global {
  /** In the page: how long its interactions took to the next paint, by their number, in milliseconds. */
  var interactions: Map<number, number> | undefined;
  /** Of the Event Timing API, which the library of types lacks. */
  interface PerformanceObserverInit {
    durationThreshold?: number;
  }
}

const SLOWER = 4;
const ROUNDS = 3;
const AT_MOST_MS = 200;
/** Browsers tell of none that takes less. */
const LEAST_MS = 16;
/** By then a page that was opened has done what it does by itself. */
const REST_MS = 1500;

/** A person keeps a button down for so long, in milliseconds. */
const PRESS = { delay: 80 };

/** What a person does, in the order in which it can be done, and how the page is as before. */
const KINDS = {
  'open a menu': {
    act: (page: Page) =>
      page
        .getByRole('button', { name: /^Filter by/ })
        .first()
        .click(PRESS),
    end: (page: Page) => page.keyboard.press('Escape'),
  },
  sort: {
    act: (page: Page) => page.getByRole('columnheader').getByRole('button').nth(1).click(PRESS),
    end: (page: Page) => page.getByRole('columnheader').getByRole('button').nth(0).click(PRESS),
  },
  'look at a row': {
    act: async (page: Page) => {
      await page.getByRole('rowheader').getByRole('link').first().focus();
      await page.keyboard.press('q');
    },
    end: (page: Page) => page.keyboard.press('Escape'),
  },
  select: {
    act: (page: Page) =>
      page
        .getByRole('checkbox', { name: /^Select / })
        .nth(1)
        .click(PRESS),
    end: () => Promise.resolve(),
  },
  'open a dialog': {
    act: (page: Page) => page.getByRole('button', { name: 'Delete', exact: true }).click(PRESS),
    end: (page: Page) => page.keyboard.press('Escape'),
  },
  'open the palette': {
    act: (page: Page) => page.keyboard.press('Control+k'),
    end: () => Promise.resolve(),
  },
  'type in the palette': {
    act: (page: Page) => page.keyboard.type('orders', { delay: 100 }),
    end: async (page: Page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
    },
  },
} as const;
type Kind = keyof typeof KINDS;

/** What is done on each of the main pages. */
const PAGES: Readonly<Record<string, readonly Kind[]>> = {
  '/': ['open the palette', 'type in the palette'],
  '/volumes': [
    'open a menu',
    'sort',
    'look at a row',
    'select',
    'open a dialog',
    'open the palette',
    'type in the palette',
  ],
  '/snapshots': ['open a menu', 'sort', 'select', 'open a dialog'],
  '/hosts': ['open a menu', 'sort', 'look at a row'],
  '/tasks': ['open a menu', 'sort', 'open the palette'],
  '/clusters': ['open the palette'],
};

/** Notes in each page of the browser how long its interactions take to the next paint. */
const watchInteractions = (context: BrowserContext) =>
  context.addInitScript((leastMs) => {
    const noted = new Map<number, number>();
    globalThis.interactions = noted;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!(entry instanceof PerformanceEventTiming) || entry.interactionId === 0) continue;
        const { interactionId, duration } = entry;
        noted.set(interactionId, Math.max(duration, noted.get(interactionId) ?? 0));
      }
    }).observe({ type: 'event', durationThreshold: leastMs, buffered: true });
  }, LEAST_MS);

/** The longest of the interactions since it was last asked, in milliseconds. */
async function longestSoFar(page: Page): Promise<number> {
  await page.waitForTimeout(REST_MS);
  return page.evaluate((leastMs) => {
    const all = [...(globalThis.interactions?.values() ?? [])];
    globalThis.interactions?.clear();
    return Math.max(leastMs, ...all);
  }, LEAST_MS);
}

/** Does on each page what is done there; what each kind has taken at most. */
async function workThrough(context: BrowserContext): Promise<ReadonlyMap<Kind, number>> {
  const longest = new Map<Kind, number>();
  for (const [path, kinds] of Object.entries(PAGES)) {
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.goto(path);
    await page.getByText('Live', { exact: true }).waitFor();
    await longestSoFar(page);
    for (const kind of kinds) {
      await KINDS[kind].act(page);
      const took = await longestSoFar(page);
      longest.set(kind, Math.max(took, longest.get(kind) ?? 0));
      await KINDS[kind].end(page);
      await longestSoFar(page);
    }
    await page.close();
  }
  return longest;
}

/** From a click or a key to the next paint on the main pages, with a processor that is four times slower. */
export const measureNextPaint = (): Promise<Figure[]> =>
  inConsole(
    { clusters: 2, volumes: 5000, attach: 2 },
    async (context) => {
      await watchInteractions(context);
      const rounds: ReadonlyMap<Kind, number>[] = [];
      for (let round = 0; round < ROUNDS; round += 1) rounds.push(await workThrough(context));
      const kinds = [...new Set(rounds.flatMap((round) => [...round.keys()]))];
      return kinds.map((kind) => ({
        what: `to the next paint, processor x${SLOWER}: ${kind}`,
        unit: 'ms',
        values: rounds.map((round) => round.get(kind) ?? Number.NaN),
        atMost: AT_MOST_MS,
      }));
    },
    { reducedMotion: 'reduce' },
  );
