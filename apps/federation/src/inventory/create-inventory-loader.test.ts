import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import { createClusterCaller } from '../cluster-client/cluster-caller.ts';
import { replyJson, startTlsServer } from '../test-support/tls-server.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventoryLoader } from './create-inventory-loader.ts';
import { createInventory } from './inventory.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

type Pages = (offsetUUID: string, response: ServerResponse) => void;

/** A cluster that answers GET /cluster, and pages of volumes as the test says. */
async function start(pages: Pages) {
  const queries: URLSearchParams[] = [];
  const server = await startTlsServer((request: IncomingMessage, response) => {
    const url = new URL(request.url ?? '', 'https://cluster');
    if (url.pathname === '/api/v2/cluster') {
      return replyJson(response, { UUID: uuidOf(0), health: { numHealthyVolumes: 2400 } });
    }
    queries.push(url.searchParams);
    return pages(url.searchParams.get('offsetUUID') ?? '', response);
  });
  const caller = createClusterCaller({
    policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => 'token' },
  });
  closers.push(
    () => caller.close(),
    () => server.close(),
  );
  const inventory = createInventory(() => {});
  inventory.nameCluster('c', 'c');
  const target = {
    apiEndpoints: [server.endpoint],
    tlsFingerprint: server.fingerprint,
    keyId: 'k',
  };
  return { inventory, loader: createInventoryLoader(inventory, caller), target, queries };
}

const all = Array.from({ length: 2_500 }, (_, n) => volumeOf(n));
const after = (offsetUUID: string) => all.filter((one) => one.UUID > offsetUUID).slice(0, 1000);

test('all pages are read, also the volumes that are being deleted, and the progress is told', async () => {
  const { inventory, loader, target, queries } = await start((offset, response) =>
    replyJson(response, { volumes: after(offset) }),
  );
  const progress: [number, number][] = [];
  const loaded = await loader.load('c', target, async (read, expected) => {
    progress.push([read, expected]);
  });
  expect(loaded).toEqual({ ok: true, value: 2_500 });
  expect(inventory.totals('c').volumes).toBe(2_500);
  expect(progress.slice(0, 4)).toEqual([
    [0, 2_400],
    [1_000, 2_400],
    [2_000, 2_400],
    [2_500, 2_500],
  ]);
  expect(new Set(queries.map((query) => query.get('showAll')))).toEqual(new Set(['true']));
  expect(queries[1]?.get('offsetUUID')).toBe(all[999]?.UUID);
});

test('a failure on the way leaves what was known', async () => {
  let isBroken = false;
  const { inventory, loader, target } = await start((offset, response) =>
    isBroken && offset !== ''
      ? replyJson(response, { error: 'x', code: 13, message: 'x' }, 500)
      : replyJson(response, { volumes: after(offset) }),
  );
  await loader.load('c', target);
  const asOf = inventory.asOf('c');
  isBroken = true;
  expect(await loader.load('c', target)).toMatchObject({ ok: false, error: { status: 500 } });
  expect(inventory.totals('c').volumes).toBe(2_500);
  expect(inventory.asOf('c')).toEqual(asOf);
});

test('a cluster that lists the same volumes for ever is not followed for ever', async () => {
  const { inventory, loader, target, queries } = await start((_offset, response) =>
    replyJson(response, { volumes: all.slice(0, 10) }),
  );
  expect(await loader.load('c', target)).toMatchObject({ error: { kind: 'malformed' } });
  expect(queries).toHaveLength(2);
  expect(inventory.totals('c').volumes).toBe(0);
});
