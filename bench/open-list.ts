import type { BrowserContext, Page } from '@playwright/test';

/** How a browser is slowed down: its processor, and its network as Lighthouse's fast 4G. */
export interface Conditions {
  readonly name: string;
  readonly rounds: number;
  readonly processor: number;
  readonly network?: { readonly latency: number; readonly throughput: number };
}

const QUIET_MS = 400;
/** What takes longer is not waited for: nobody waits for it before the rows. */
const LONGEST_MS = 3000;

/** What is loaded before the rows: a number of files, and bytes on the wire. */
export interface Loaded {
  readonly requests: number;
  readonly scripts: number;
  readonly styles: number;
}

/** One opening of the list of volumes. */
export interface Opening {
  /**
   * Milliseconds until the rows were painted: of the first page, of it loaded again, and of the change to it. It is loaded
   * again twice: the first time, the browser still writes what it has compiled.
   */
  readonly rows: number;
  readonly reload: number;
  readonly route: number;
  /** Milliseconds of processor that the main thread takes until nothing is asked for any more. */
  readonly mainThread: number;
  readonly before: Loaded;
  /** Of all that is loaded until it is quiet. */
  readonly bytes: number;
}

/** Resolves in the page with the time at which the first frame with rows was painted. */
export const rowsPainted = (page: Page): Promise<number> =>
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
        .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
    return { requests: 1 + loaded.length, scripts: bytesOf('.js'), styles: bytesOf('.css') };
  });

/** Counts what a page asks for. The stream of events never ends, and images in the page are no requests. */
export async function watchNetwork(page: Page, { processor, network }: Conditions) {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  // Not by the clock: what else the machine does is not the page's.
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: processor });
  if (network !== undefined) {
    const { latency, throughput } = network;
    await devTools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
  }
  const open = new Map<string, number>();
  let requests = 0;
  let bytes = 0;
  let changedAt = performance.now();
  devTools.on('Network.requestWillBeSent', ({ requestId, type = '', request }) => {
    if (request.url.startsWith('data:')) return;
    requests += 1;
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
    requests: () => requests,
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
export async function openList(
  context: BrowserContext,
  conditions: Conditions,
  url: string,
  elsewhere: string,
): Promise<Opening> {
  const page = await context.newPage();
  const network = await watchNetwork(page, conditions);
  await network.devTools.send('Network.clearBrowserCache');
  const startedAt = await network.taskMs();
  await page.goto(`${url}/volumes`, { waitUntil: 'commit' });
  const rows = await rowsPainted(page);
  const before = await loadedBefore(page);
  await network.quiet();
  const mainThread = (await network.taskMs()) - startedAt;
  const bytes = network.bytes();

  const loadAgain = async (): Promise<number> => {
    await page.reload({ waitUntil: 'commit' });
    const painted = await rowsPainted(page);
    await network.quiet();
    return painted;
  };
  await loadAgain();
  const reload = await loadAgain();

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
