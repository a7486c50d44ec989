import type { IncomingMessage } from 'node:http';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import { createClusterClients } from '../cluster-client/create-cluster-clients.ts';
import { replyJson, startTlsServer, type TestServer } from '../test-support/tls-server.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventoryLoader } from './inventory-loader.ts';
import { createInventory, type Inventory } from './inventory.ts';

const CLUSTER_ID = uuidOf(0xc);
const NEVER = -1;

/** What the cluster lists: rows by the number of their UUID, which may be none of a volume. */
type Rows = Map<number, object>;

/** How the cluster answers a walk. */
interface Answering {
  rows: Rows;
  /** Rows on a page. */
  pageSize: number;
  /** A row that a page begins with, out of turn, by the number of the page. */
  outOfTurn: ReadonlyMap<number, object>;
  /** Called before the answer of each page. */
  onPage: (page: number) => void;
  /** The page that is not answered, but an error; or {@link NEVER}. */
  failsAt: number;
  pages: number;
}

const answering: Answering = {
  rows: new Map(),
  pageSize: 4,
  outOfTurn: new Map(),
  onPage: () => {},
  failsAt: NEVER,
  pages: 0,
};

function pageAfter(offset: string, page: number): object[] {
  const numbers = [...answering.rows.keys()].sort((a, b) => a - b);
  const rest = numbers.filter((n) => uuidOf(n) > offset).slice(0, answering.pageSize);
  const rows = rest.flatMap((n) => answering.rows.get(n) ?? []);
  const first = rows.length === 0 ? undefined : answering.outOfTurn.get(page);
  return first === undefined ? rows : [first, ...rows];
}

let server: TestServer;
let clients: ClusterClients;

beforeAll(async () => {
  server = await startTlsServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '', 'https://cluster');
    if (url.pathname === '/api/v2/cluster') return replyJson(response, { UUID: CLUSTER_ID });
    const page = answering.pages;
    answering.pages += 1;
    answering.onPage(page);
    return page === answering.failsAt
      ? replyJson(response, { error: 'x', code: 13, message: 'x' }, 500)
      : replyJson(response, { volumes: pageAfter(url.searchParams.get('offsetUUID') ?? '', page) });
  });
  clients = createClusterClients({
    policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => 'token' },
  });
});
afterAll(async () => {
  await clients.close();
  await server.close();
});
beforeEach(() => {
  Object.assign(answering, { rows: new Map(), pageSize: 4, outOfTurn: new Map(), failsAt: NEVER });
  answering.onPage = () => {};
});

/** An inventory and its loader; with or without what tells that a page is known. */
function start({ recalls }: { readonly recalls: boolean }) {
  const published: unknown[] = [];
  const read = { pages: 0 };
  const inventory = createInventory(
    (event, audience) => published.push([event, audience]),
    (conflict) => published.push(conflict),
  );
  inventory.nameCluster(CLUSTER_ID, 'c', new Date(2_000));
  const loader = createInventoryLoader(inventory, {
    ...clients,
    client(target, principal) {
      const client = clients.client(target, principal);
      return {
        ...client,
        listVolumes: (input, { recall, onList, ...options } = {}) =>
          client.listVolumes(input, {
            ...options,
            ...(recalls && recall !== undefined ? { recall } : {}),
            onList(reading) {
              read.pages += 1;
              onList?.(reading);
            },
          }),
      };
    },
  });
  const target = {
    apiEndpoints: [server.endpoint],
    tlsFingerprint: server.fingerprint,
    keyId: 'k',
  };
  async function walk() {
    answering.pages = 0;
    const loaded = await loader.load(CLUSTER_ID, target);
    return {
      // Without what may differ.
      loaded: loaded.ok ? { ok: true, ...loaded.value, pagesRead: undefined } : loaded,
      pagesRead: loaded.ok ? loaded.value.pagesRead : 0,
      pages: answering.pages,
    };
  }
  return { inventory, walk, published, read };
}

const allVolumes = (count: number): Rows =>
  new Map(Array.from({ length: count }, (_, n) => [n, volumeOf(n)]));

test('in a walk over what has not changed, no page is read', async () => {
  answering.rows = allVolumes(10);
  const { inventory, walk, read } = start({ recalls: true });
  await walk();
  expect(read.pages).toBe(4);
  const again = await walk();
  expect(read.pages).toBe(4);
  expect(again).toMatchObject({ pages: 4, pagesRead: 0, loaded: { ok: true, volumes: 10 } });
  expect(inventory.totals(CLUSTER_ID).volumes).toBe(10);
});

test('only the page is read in which something has changed', async () => {
  answering.rows = allVolumes(10);
  const { inventory, walk, read } = start({ recalls: true });
  await walk();
  answering.rows.set(5, volumeOf(5, { name: 'renamed' }));
  await walk();
  expect(read.pages).toBe(5);
  expect(inventory.find(uuidOf(5))?.name).toBe('renamed');
  await walk();
  expect(read.pages).toBe(5);
});

test('a page is read again when one of its volumes was read alone since, and was other than the page says', async () => {
  answering.rows = allVolumes(10);
  const { inventory, walk, read } = start({ recalls: true });
  await walk();
  inventory.put(CLUSTER_ID, volumeOf(5));
  await walk();
  expect(read.pages).toBe(4);
  inventory.put(CLUSTER_ID, volumeOf(5, { name: 'for a moment' }));
  inventory.drop(CLUSTER_ID, uuidOf(9));
  await walk();
  expect(read.pages).toBe(6);
  expect([inventory.find(uuidOf(5))?.name, inventory.find(uuidOf(9))?.name]).toEqual([
    'volume-5',
    'volume-9',
  ]);
});

test('what a walk has read that was broken off is not taken for known', async () => {
  answering.rows = allVolumes(10);
  const { inventory, walk, read } = start({ recalls: true });
  await walk();
  answering.rows.set(1, volumeOf(1, { name: 'renamed' }));
  answering.failsAt = 2;
  expect((await walk()).loaded.ok).toBe(false);
  answering.failsAt = NEVER;
  await walk();
  expect(read.pages).toBe(6);
  expect(inventory.find(uuidOf(1))?.name).toBe('renamed');
});

test('a page is read again when one of its volumes was listed once more after it, and otherwise', async () => {
  answering.rows = allVolumes(10);
  answering.outOfTurn = new Map([[2, volumeOf(5, { name: 'listed later' })]]);
  const { inventory, walk } = start({ recalls: true });
  await walk();
  expect(inventory.find(uuidOf(5))?.name).toBe('listed later');
  answering.outOfTurn = new Map();
  await walk();
  expect(inventory.find(uuidOf(5))?.name).toBe('volume-5');
});

/** One thing that happens to the cluster, or that becomes known of it in another way. */
type Happening = (inventory: Inventory, rows: Rows) => void;

const number = fc.nat(23);
const facts = fc.constantFrom<object>(
  {},
  { name: 'other' },
  { state: 'Failed', protectionState: 'Unavailable' },
  { state: 'Updating' },
  { size: '8192', labels: [{ key: 'a', value: 'b' }] },
  // These cannot be read.
  { size: '-1' },
  { UUID: 'none' },
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(number, facts).map(([n, how]): Happening => {
      return (_inventory, rows) => rows.set(n, { ...volumeOf(n), ...how });
    }),
  },
  number.map(
    (n): Happening =>
      (_inventory, rows) =>
        rows.delete(n),
  ),
  fc.tuple(number, fc.constantFrom('put', 'other')).map(([n, name]): Happening => {
    return (inventory) => inventory.put(CLUSTER_ID, volumeOf(n, { name }));
  }),
  number.map(
    (n): Happening =>
      (inventory) =>
        inventory.drop(CLUSTER_ID, uuidOf(n)),
  ),
  // A cluster that was attached earlier, and is read now, takes what it lists.
  fc.tuple(number, fc.nat(2)).map(([n, other]): Happening => {
    return (inventory) => {
      const id = uuidOf(0xd0 + other);
      inventory.nameCluster(id, 'elder', new Date(1_000));
      const walk = inventory.walk(id);
      walk.beginPage();
      walk.takePage([volumeOf(n)]);
      void walk.commit();
    };
  }),
  fc.nat(2).map(
    (other): Happening =>
      (inventory) =>
        inventory.forget(uuidOf(0xd0 + other)),
  ),
);

const walks = fc.array(
  fc.record({
    before: fc.array(happening, { maxLength: 3 }),
    during: fc.array(fc.record({ page: fc.nat(7), happening }), { maxLength: 2 }),
    failsAt: fc.oneof({ weight: 5, arbitrary: fc.constant(NEVER) }, fc.nat(7)),
    outOfTurn: fc
      .array(fc.tuple(fc.nat(7), number, facts), { maxLength: 1 })
      .map((rows) => new Map(rows.map(([page, n, how]) => [page, { ...volumeOf(n), ...how }]))),
  }),
  { minLength: 3, maxLength: 6 },
);

test('whatever changes between and during walks, all is as if every page was read', async () => {
  // Without the time that yields are due by: what another cluster takes is taken in one turn, in both twins.
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const saved = { pages: 0 };
  const property = fc.asyncProperty(walks, fc.constantFrom(3, 4, 7), async (all, pageSize) => {
    const twins = [start({ recalls: true }), start({ recalls: false })];
    answering.pageSize = pageSize;
    let rows = allVolumes(20);
    for (const { before, during, failsAt, outOfTurn } of all) {
      vi.advanceTimersByTime(50_000);
      const outcomes = [];
      let after = rows;
      for (const { inventory, walk, published } of twins) {
        after = new Map(rows);
        Object.assign(answering, { rows: after, failsAt, outOfTurn });
        answering.onPage = (page) => {
          for (const one of during) if (one.page === page) one.happening(inventory, after);
        };
        for (const happens of before) happens(inventory, after);
        const { pagesRead: _, ...walked } = await walk();
        const uuids = Array.from({ length: 24 }, (_, n) => uuidOf(n));
        outcomes.push({
          walked,
          published: published.splice(0),
          volumes: uuids.map((uuid) => inventory.find(uuid)),
          trouble: uuids.map((uuid) => inventory.trouble(CLUSTER_ID, uuid)),
          totals: inventory.totals(CLUSTER_ID),
          conflicting: inventory.conflicting(CLUSTER_ID),
          asOf: inventory.asOf(CLUSTER_ID),
        });
      }
      rows = after;
      expect(outcomes[0]).toEqual(outcomes[1]);
    }
    const [knowing, reading] = twins.map(({ read }) => read.pages);
    saved.pages += (reading ?? 0) - (knowing ?? 0);
  });
  await fc.assert(property, { numRuns: 40 });
  vi.useRealTimers();
  expect(saved.pages).toBeGreaterThan(40);
});
