import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import { createClusterClients } from '../cluster-client/create-cluster-clients.ts';
import { replyJson, startTlsServer } from '../test-support/tls-server.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventoryLoader } from './inventory-loader.ts';
import { createInventory, type Inventory, type InventoryWalk } from './inventory.ts';
import type { WalkLimits } from './walk-limits.ts';

const CLUSTER_ID = uuidOf(0);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Pages = (offsetUUID: string, response: ServerResponse) => void;

/** A cluster that answers GET /cluster, and pages of volumes as the test says. */
async function start(
  pages: Pages,
  limits: Partial<WalkLimits> = {},
  identity: () => string = () => CLUSTER_ID,
) {
  const queries: URLSearchParams[] = [];
  const server = await startTlsServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '', 'https://cluster');
    if (url.pathname === '/api/v2/cluster') {
      return replyJson(response, { UUID: identity(), health: { numHealthyVolumes: 2400 } });
    }
    queries.push(url.searchParams);
    return pages(url.searchParams.get('offsetUUID') ?? '', response);
  });
  const clusterClients = createClusterClients({
    policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => 'token' },
    // Longer than any test: what is given up here is not given up by the clock.
    timings: { list: 60 * 60_000 },
  });
  closers.push(
    () => clusterClients.close(),
    () => server.close(),
  );
  const inventory = createInventory(() => {});
  inventory.nameCluster(CLUSTER_ID, 'c');
  const target = {
    apiEndpoints: [server.endpoint],
    tlsFingerprint: server.fingerprint,
    keyId: 'k',
  };
  return {
    inventory,
    clusterClients,
    loader: createInventoryLoader(inventory, clusterClients, limits),
    target,
    queries,
  };
}

const all = Array.from({ length: 2_500 }, (_, n) => volumeOf(n));
const after = (offsetUUID: string) => all.filter((one) => one.UUID > offsetUUID).slice(0, 1000);

test('all pages are read, also the volumes that are being deleted, and the progress is reported', async () => {
  const { inventory, loader, target, queries } = await start((offset, response) =>
    replyJson(response, { volumes: after(offset) }),
  );
  const progress: [number, number][] = [];
  const loaded = await loader.load(CLUSTER_ID, target, async (read, expected) => {
    progress.push([read, expected]);
  });
  expect(loaded).toEqual({
    ok: true,
    value: { volumes: 2_500, unreadable: { rows: 0, firstFault: '' }, pagesRead: 4 },
  });
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(2_500);
  expect(progress.slice(0, 4)).toEqual([
    [0, 2_400],
    [1_000, 2_400],
    [2_000, 2_400],
    [2_500, 2_500],
  ]);
  expect(new Set(queries.map((query) => query.get('showAll')))).toEqual(new Set(['true']));
  expect(queries[1]?.get('offsetUUID')).toBe(all[999]?.UUID);
});

test('the next page is under way while one is taken in, and is given up when the walk is broken off', async () => {
  const second = Promise.withResolvers<void>();
  const broken = Promise.withResolvers<void>();
  const { loader, target } = await start((offset, response) => {
    if (offset === '') return replyJson(response, { volumes: after(offset) });
    // It is never answered.
    response.on('close', () => broken.resolve());
    second.resolve();
  });
  const stopped = new Error('stopped by the test');
  const loading = loader.load(CLUSTER_ID, target, async (read) => {
    if (read === 0) return;
    await second.promise;
    throw stopped;
  });
  await expect(loading).rejects.toBe(stopped);
  await broken.promise;
});

test('a failure on the way leaves what was known', async () => {
  let isBroken = false;
  const { inventory, loader, target } = await start((offset, response) =>
    isBroken && offset !== ''
      ? replyJson(response, { error: 'x', code: 13, message: 'x' }, 500)
      : replyJson(response, { volumes: after(offset) }),
  );
  await loader.load(CLUSTER_ID, target);
  const asOf = inventory.asOf(CLUSTER_ID);
  isBroken = true;
  expect(await loader.load(CLUSTER_ID, target)).toMatchObject({
    ok: false,
    error: { status: 500 },
  });
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(2_500);
  expect(inventory.asOf(CLUSTER_ID)).toEqual(asOf);
});

test('what was read until a failure is given back', async () => {
  const { inventory, clusterClients, target } = await start((offset, response) =>
    offset === ''
      ? replyJson(response, { volumes: after(offset) })
      : replyJson(response, { error: 'x', code: 13, message: 'x' }, 500),
  );
  const walks: string[] = [];
  const watched: Inventory = {
    ...inventory,
    walk(clusterId) {
      const walk = inventory.walk(clusterId);
      const takePage: InventoryWalk['takePage'] = (volumes) => {
        walks.push(`read ${volumes.length}`);
        return walk.takePage(volumes);
      };
      const abandon = async (): Promise<void> => {
        walks.push('abandoned');
        await walk.abandon();
      };
      return { ...walk, takePage, abandon };
    },
  };
  await createInventoryLoader(watched, clusterClients).load(CLUSTER_ID, target);
  expect(walks).toEqual(['read 1000', 'abandoned']);
});

test('a cluster that lists the same volumes for ever is not followed for ever', async () => {
  const { inventory, loader, target, queries } = await start((_offset, response) =>
    replyJson(response, { volumes: all.slice(0, 10) }),
  );
  expect(await loader.load(CLUSTER_ID, target)).toMatchObject({ error: { kind: 'malformed' } });
  expect(queries).toHaveLength(2);
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(0);
});

/** What a walk is broken off for. */
const invalid = (what: string) => ({
  ok: false,
  error: { kind: 'malformed', message: `sends invalid data: ${what}` },
});

test('a volume that does not fit is left out, wherever it stands, and counted', async () => {
  const bad = [volumeOf(500, { name: 'x'.repeat(254) }), volumeOf(999, { size: '-1' })];
  const last = { UUID: 'none' };
  const replaced = all.map((one) => bad.find(({ UUID }) => UUID === one.UUID) ?? one);
  const { inventory, loader, target } = await start((offset, response) => {
    const rest = replaced.filter((one) => one.UUID > offset);
    replyJson(response, { volumes: [...rest, last].slice(0, 1000) });
  });
  expect(await loader.load(CLUSTER_ID, target)).toEqual({
    ok: true,
    value: {
      volumes: 2_498,
      unreadable: { rows: 3, firstFault: `${uuidOf(500)}: name has or is more than 253` },
      pagesRead: 4,
    },
  });
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(2_498);
  expect([inventory.find(uuidOf(500)), inventory.find(uuidOf(999))]).toEqual([
    undefined,
    undefined,
  ]);
});

/** Volumes that nobody has seen before, as many as are asked for, without end. */
function endless(aPage: number, facts: (n: number) => object = () => ({})): Pages {
  let listed = 0;
  return (_offset, response) => {
    const volumes = Array.from({ length: aPage }, () => ({
      ...volumeOf((listed += 1)),
      ...facts(listed),
    }));
    replyJson(response, { volumes });
  };
}

test.each([
  ['more volumes than may be held', endless(1000), { volumes: 5_000 }, 'more than 5000 volumes'],
  [
    'more text than may be held',
    endless(100, () => ({ acl: { values: Array.from({ length: 100 }, () => 'n'.repeat(200)) } })),
    { text: 5_000_000 },
    'more than 5000000 characters of text in its volumes',
  ],
  [
    'volumes of which none is readable',
    endless(1000, () => ({ size: 'large' })),
    { volumes: 5_000 },
    'more than 5000 volumes',
  ],
  ['volumes one by one', endless(1), {}, 'its volumes come in pages of fewer than 10'],
  [
    'volumes for longer than it may take',
    endless(1000),
    { milliseconds: 0 },
    'its volumes were not at an end after 0 seconds',
  ],
  [
    'a page without a UUID to go on from',
    (_offset: string, response: ServerResponse) =>
      replyJson(response, { volumes: Array.from({ length: 1000 }, () => ({})) }),
    {},
    'it lists the same volumes again and again',
  ],
] satisfies [string, Pages, Partial<WalkLimits>, string][])(
  'a cluster that lists %s is not read for ever, and what was known of it stays',
  async (_what, pages, limits, reason) => {
    let isMad = false;
    const { inventory, clusterClients, loader, target } = await start(
      (offset, response) =>
        isMad ? pages(offset, response) : replyJson(response, { volumes: after(offset) }),
      limits,
    );
    await createInventoryLoader(inventory, clusterClients).load(CLUSTER_ID, target);
    isMad = true;
    expect(await loader.load(CLUSTER_ID, target)).toMatchObject(invalid(reason));
    expect(inventory.totals(CLUSTER_ID).volumes).toBe(2_500);
  },
);

test('volumes of another cluster that took its place in the middle of a walk are not taken for its own', async () => {
  let answers = CLUSTER_ID;
  const { inventory, loader, target } = await start(
    (offset, response) =>
      replyJson(response, { volumes: answers === CLUSTER_ID ? after(offset) : [] }),
    {},
    () => answers,
  );
  expect(await loader.load(CLUSTER_ID, target)).toMatchObject({ ok: true });
  const loaded = await loader.load(CLUSTER_ID, target, async (read) => {
    if (read > 0) answers = uuidOf(1);
  });
  expect(loaded).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining(`another cluster (UUID ${uuidOf(1)})`) as unknown },
  });
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(all.length);
});
