import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { findBrowser } from '@asterism/test-stack/browser/find-browser';
import { signIn } from '@asterism/test-stack/sign-in';
import type { StackAddresses } from '@asterism/test-stack/stack';
import { startFloor } from './floor-server.ts';
import type { Figure } from './measure.ts';

const ROUNDS = 7;
const QUIET_MS = 400;
/** What takes longer is not waited for: nobody waits for it before the rows. */
const LONGEST_MS = 3000;
const LIST = '/api/v2/fleet/volumes?sort=name&order=asc&offset=0&limit=50';
/** Oxide's console beside the same floor, as measured on 2026-11-23: a warm reload, and the first change to a table. */
const OXIDE = { reload: 3.2, route: 5.3 };

/** What is loaded before the rows: a number of files, and bytes on the wire. */
interface Loaded {
  readonly requests: number;
  readonly scripts: number;
  readonly styles: number;
}

/** One opening of the list of volumes. */
interface Opening {
  /** Milliseconds until the rows were painted: of the first page, of it loaded again, and of the change to it. */
  readonly rows: number;
  readonly reload: number;
  readonly route: number;
  /** Milliseconds of the main thread, until nothing is asked for any more. */
  readonly mainThread: number;
  readonly before: Loaded;
  /** Of all that is loaded until it is quiet. */
  readonly bytes: number;
}

/** Resolves in the page with the time at which the first frame with rows was painted. */
const rowsPainted = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const check = (): void => {
          if (document.querySelector('tbody th a') === null) requestAnimationFrame(check);
          else requestAnimationFrame(() => resolve(performance.now()));
        };
        check();
      }),
  );

/** How many files the page had asked for when the list itself was there, itself among them, and the bytes of some. */
const loadedBefore = (page: Page): Promise<Loaded> =>
  page.evaluate(() => {
    const entries = performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => 'responseEnd' in entry);
    const list = entries.find(({ name }) => /fleet\/volumes|volumes\.json/.test(name));
    const loaded = entries.filter(
      ({ startTime }) => startTime <= (list?.responseEnd ?? Number.NaN),
    );
    const bytesOf = (ending: string): number =>
      loaded
        .filter(({ name }) => name.endsWith(ending))
        .reduce((sum, { transferSize }) => sum + transferSize, 0);
    return { requests: 1 + loaded.length, scripts: bytesOf('.js'), styles: bytesOf('.css') };
  });

/** Counts what a page asks for. The stream of events never ends, and images in the page are no requests. */
async function watchNetwork(page: Page) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  await devTools.send('Performance.enable');
  const open = new Map<string, number>();
  let bytes = 0;
  let changedAt = performance.now();
  devTools.on('Network.requestWillBeSent', ({ requestId, type = '', request }) => {
    if (request.url.startsWith('data:')) return;
    if (type !== 'EventSource') open.set(requestId, performance.now());
    changedAt = performance.now();
  });
  devTools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    open.delete(requestId);
    changedAt = performance.now();
  });
  devTools.on('Network.loadingFailed', ({ requestId }) => open.delete(requestId));
  return {
    devTools,
    bytes: () => bytes,
    quiet: async () => {
      const isBusy = (): boolean => {
        const now = performance.now();
        return (
          now - changedAt < QUIET_MS ||
          [...open.values()].some((startedAt) => now - startedAt < LONGEST_MS)
        );
      };
      while (isBusy()) await page.waitForTimeout(QUIET_MS / 4);
    },
    taskMs: async () => {
      const { metrics } = await devTools.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    },
  };
}

/** Opens the list, loads it again and changes to it from another page, each time in a browser that has nothing else to do. */
async function open(context: BrowserContext, url: string, elsewhere: string): Promise<Opening> {
  const page = await context.newPage();
  const network = await watchNetwork(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  const startedAt = await network.taskMs();
  await page.goto(`${url}/volumes`, { waitUntil: 'commit' });
  const rows = await rowsPainted(page);
  const before = await loadedBefore(page);
  await network.quiet();
  const mainThread = (await network.taskMs()) - startedAt;
  const bytes = network.bytes();

  await page.reload({ waitUntil: 'commit' });
  const reload = await rowsPainted(page);
  await network.quiet();

  await page.goto(url + elsewhere);
  await network.quiet();
  const start = await page.evaluate(() => {
    const link = document.querySelector<HTMLElement>('a[href="/volumes"]');
    const now = performance.now();
    link?.click();
    return now;
  });
  const route = (await rowsPainted(page)) - start;
  await page.close();
  return { rows, reload, route, mainThread, before, bytes };
}

/** What a signed-in admin waits for until the list of volumes is there, against the least app with the same rows. */
export async function measureFirstPage(stack: StackAddresses): Promise<Figure[]> {
  const found = await findBrowser();
  const browser = await chromium.launch({
    args: [...found.args],
    env: { ...process.env, ...found.env },
    ...(found.executablePath === undefined ? {} : { executablePath: found.executablePath }),
  });
  const context = await browser.newContext({ baseURL: stack.url });
  const first = await context.newPage();
  await signIn(first, 'admin');
  const list = await first.evaluate(async (path) => (await fetch(path)).text(), LIST);
  await first.close();
  const floor = await startFloor(list);
  try {
    const ours: Opening[] = [];
    const floors: Opening[] = [];
    // The first round warms up the servers.
    for (let round = 0; round <= ROUNDS; round += 1) {
      floors.push(await open(context, floor.url, '/'));
      ours.push(await open(context, stack.url, '/sessions'));
    }
    for (const openings of [floors, ours]) openings.shift();
    const ratio = (of: 'rows' | 'reload' | 'route' | 'mainThread'): number[] =>
      ours.map((opening, at) => opening[of] / (floors[at]?.[of] ?? Number.NaN));
    const loaded = (of: keyof Loaded, per: number): number[] =>
      ours.map(({ before }) => before[of] / per);
    return [
      { what: 'first page: rows', unit: 'of the floor', values: ratio('rows'), atMost: 1.5 },
      {
        what: 'first page: main thread',
        unit: 'of the floor',
        values: ratio('mainThread'),
        atMost: 2.5,
      },
      {
        what: 'first page: warm reload',
        unit: 'of the floor',
        values: ratio('reload'),
        atMost: 0.5 * OXIDE.reload,
      },
      {
        what: 'first page: route change',
        unit: 'of the floor',
        values: ratio('route'),
        atMost: 0.4 * OXIDE.route,
      },
      {
        what: 'first page: JavaScript before the rows',
        unit: 'kB',
        values: loaded('scripts', 1000),
        atMost: 150,
      },
      {
        what: 'first page: CSS before the rows',
        unit: 'kB',
        values: loaded('styles', 1000),
        atMost: 25,
      },
      {
        what: 'first page: requests to the rows',
        unit: '',
        values: loaded('requests', 1),
        atMost: 8,
      },
      { what: 'first page: everything', unit: 'kB', values: ours.map(({ bytes }) => bytes / 1000) },
      { what: 'first page: rows, floor', unit: 'ms', values: floors.map(({ rows }) => rows) },
      {
        what: 'first page: main thread, floor',
        unit: 'ms',
        values: floors.map(({ mainThread }) => mainThread),
      },
    ];
  } finally {
    floor.close();
    await browser.close();
  }
}
