import type { Page } from '@playwright/test';
import { signIn } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

declare global {
  /** In the page: says that it is painted to be live. */
  function noteLive(): Promise<void>;
}

/** Compressed bytes. */
const SCRIPTS = 150_000;
const STYLES = 23_000;
const REQUESTS_TO_ROWS = 8;
const REQUESTS = 15;

/** What the page had asked for when its rows were painted: all that it has from before the list itself was there. */
const shownBefore = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const loaded = performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => 'responseEnd' in entry);
    const list = loaded.find(({ name }) => name.includes('/api/v2/fleet/volumes'));
    return [
      ...new Set(
        loaded
          .filter(({ startTime }) => startTime <= (list?.responseEnd ?? Number.NaN))
          .map(({ name }) => name),
      ),
    ];
  });

/** Which script has asked for each path, in the order of the questions. */
async function watchAsks(page: Page): Promise<ReadonlyMap<string, string[]>> {
  const asks = new Map<string, string[]>();
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.enable');
  devTools.on('Network.requestWillBeSent', ({ request, initiator }) => {
    const { pathname } = new URL(request.url);
    const script = initiator.stack?.callFrames[0]?.url ?? '';
    asks.set(pathname, [...(asks.get(pathname) ?? []), script]);
  });
  return asks;
}

/** Opens a page as a signed-in browser does that has nothing of it yet. */
async function openFresh(page: Page, path: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(path);
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await page.waitForLoadState('load');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

test('the list of volumes loads at most 150 kB of compressed scripts and 23 kB of styles before its rows', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await page.goto('about:blank');
  const sizes: [string, number][] = [];
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (!/\.(js|css)$/.test(pathname)) return;
    sizes.push([pathname, Number(response.headers()['content-length'] ?? Number.NaN)]);
  });
  await openFresh(page, '/volumes');
  const before = await shownBefore(page);
  const sum = (ending: string): number =>
    sizes
      .filter(([path]) => path.endsWith(ending) && before.some((name) => name.endsWith(path)))
      .reduce((total, [, size]) => total + size, 0);
  expect(sum('.js')).toBeGreaterThan(0);
  expect(sum('.js')).toBeLessThanOrEqual(SCRIPTS);
  expect(sum('.css')).toBeGreaterThan(0);
  expect(sum('.css')).toBeLessThanOrEqual(STYLES);
});

test('the list of volumes is asked for before any other script is there, shows its rows after at most 8 requests, and is live after at most 15', async ({
  page,
}) => {
  await signIn(page, 'admin');
  await page.goto('about:blank');
  // The tests beside this one change volumes: what an event has the page read again is no other request.
  const requests = new Set<string>();
  page.on('request', (request) => requests.add(request.url()));
  const asks = await watchAsks(page);
  const untilLive = Promise.withResolvers<number>();
  await page.exposeFunction('noteLive', () => untilLive.resolve(requests.size));
  await page.addInitScript(() => {
    const watch = (): void => {
      const isLive = document.querySelector('.ast-live-live') !== null;
      if (isLive) void noteLive();
      else requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  await openFresh(page, '/volumes');
  const requestsUntilLive = await untilLive.promise;
  const first = expect.stringMatching(/\/assets\/first-[^/]+\.js$/);
  expect(asks.get('/auth/session')?.[0]).toEqual(first);
  expect(asks.get('/api/v2/fleet/volumes')?.[0]).toEqual(first);
  expect(asks.get('/auth/session')).toHaveLength(1);
  expect([...requests]).toContainEqual(expect.stringContaining('/api/v2/fleet/volumes'));
  // Without that it would have to ask for everything again.
  expect([...requests]).toContainEqual(expect.stringMatching(/\/events\?after=[\w-]+\.\d+$/));
  expect(requestsUntilLive).toBeLessThanOrEqual(REQUESTS);
  // The page itself is not among what it has asked for.
  expect(1 + (await shownBefore(page)).length).toBeLessThanOrEqual(REQUESTS_TO_ROWS);
});
