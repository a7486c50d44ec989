import type { Browser, BrowserContext } from '@playwright/test';
import { signIn } from '@asterism/test-stack/sign-in';
import { startStack, type StackAddresses } from '@asterism/test-stack/stack';
import { startFloor } from './floor-server.ts';
import type { Figure } from './measure.ts';
import { openBrowser } from './open-browser.ts';
import {
  openList,
  rowsPainted,
  watchNetwork,
  type Conditions,
  type Loaded,
  type Opening,
} from './open-list.ts';

const QUICK: Conditions = { name: '', rounds: 5, processor: 1 };
const SLOW: Conditions = {
  name: ', processor x4 and fast 4G',
  rounds: 3,
  processor: 4,
  network: { latency: 60, throughput: 9_000_000 / 8 },
};
/** How long a page is left alone, which is longer than two heartbeats. */
const IDLE_MS = 12_000;
const SMALL_FLEET = 50;
const LIST = '/api/v2/fleet/volumes?sort=name&order=asc&offset=0&limit=50';
/** Oxide's console beside the same floor, as measured on 2026-11-23: a warm reload, and the first change to a table. */
const OXIDE = { reload: 3.2, route: 5.3 };

/** What a page that is left alone asks for, and what it takes of the main thread. */
async function leaveAlone(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const network = await watchNetwork(page, QUICK);
  await page.goto(`${url}/volumes`);
  await rowsPainted(page);
  await network.quiet();
  const [requests, taken] = [network.requests(), await network.taskMs()];
  await page.waitForTimeout(IDLE_MS);
  const idle = {
    requests: network.requests() - requests,
    share: (100 * ((await network.taskMs()) - taken)) / IDLE_MS,
  };
  await page.close();
  return idle;
}

/** A browser's tabs in which an admin is signed in, and the list as it is answered there. */
async function signedIn(browser: Browser, url: string) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  await signIn(page, 'admin');
  const list = await page.evaluate(async (path) => (await fetch(path)).text(), LIST);
  await page.close();
  return { context, list };
}

/** The bytes of the first page of a fleet with as many volumes as the page shows. */
async function bytesOfSmallFleet(browser: Browser): Promise<number> {
  const stack = await startStack({ clusters: 2, volumes: SMALL_FLEET / 2, attach: 2 });
  const { context } = await signedIn(browser, stack.addresses.url);
  const { bytes } = await openList(context, QUICK, stack.addresses.url, '/sessions');
  await context.close();
  await stack.stop();
  return bytes;
}

function figure(what: string, unit: string, values: readonly number[], atMost?: number): Figure {
  const measured = { what: `first page: ${what}`, unit, values };
  return atMost === undefined ? measured : { ...measured, atMost };
}

type Times = 'rows' | 'reload' | 'route' | 'mainThread';
const GOALS: readonly (readonly [Times, string, number])[] = [
  ['rows', 'rows', 1.5],
  ['mainThread', 'main thread', 2.5],
  ['reload', 'warm reload', 0.5 * OXIDE.reload],
  ['route', 'route change', 0.4 * OXIDE.route],
];

/** The console and the floor in turn, in one browser. */
async function inTurn(
  context: BrowserContext,
  conditions: Conditions,
  urls: { readonly floor: string; readonly ours: string },
) {
  const floors: Opening[] = [];
  const ours: Opening[] = [];
  // The first round warms up the servers.
  for (let round = 0; round <= conditions.rounds; round += 1) {
    floors.push(await openList(context, conditions, urls.floor, '/'));
    ours.push(await openList(context, conditions, urls.ours, '/sessions'));
  }
  for (const openings of [floors, ours]) openings.shift();
  const ratios = GOALS.map(([of, what, atMost]) =>
    figure(
      what + conditions.name,
      'of the floor',
      ours.map((opening, at) => opening[of] / (floors[at]?.[of] ?? Number.NaN)),
      // The goals are for a machine that is not slowed down.
      conditions === QUICK ? atMost : undefined,
    ),
  );
  return { floors, ours, ratios };
}

/** What a signed-in admin waits for until the list of volumes is there, against the least app with the same rows. */
export async function measureFirstPage(stack: StackAddresses): Promise<Figure[]> {
  const browser = await openBrowser();
  const { context, list } = await signedIn(browser, stack.url);
  const floor = await startFloor(list);
  try {
    const urls = { floor: floor.url, ours: stack.url };
    const { floors, ours, ratios } = await inTurn(context, QUICK, urls);
    const slow = await inTurn(context, SLOW, urls);
    const idle = await leaveAlone(context, stack.url);
    const small = await bytesOfSmallFleet(browser);
    const loaded = (of: keyof Loaded, per: number): number[] =>
      ours.map(({ before }) => before[of] / per);
    return [
      ...ratios,
      ...slow.ratios,
      figure('JavaScript before the rows', 'kB', loaded('scripts', 1000), 150),
      figure('CSS before the rows', 'kB', loaded('styles', 1000), 25),
      figure('requests to the rows', '', loaded('requests', 1), 8),
      figure(
        'everything',
        'kB',
        ours.map(({ bytes }) => bytes / 1000),
      ),
      figure(
        'bytes, of those with 50 volumes',
        'x',
        ours.map(({ bytes }) => bytes / small),
        1.02,
      ),
      figure(`requests of ${IDLE_MS / 1000} s idle`, '', [idle.requests], 0),
      figure('main thread idle', '% of a core', [idle.share], 1),
      figure(
        'rows, floor',
        'ms',
        floors.map(({ rows }) => rows),
      ),
      figure(
        'main thread, floor',
        'ms',
        floors.map(({ mainThread }) => mainThread),
      ),
    ];
  } finally {
    floor.close();
    await browser.close();
  }
}
