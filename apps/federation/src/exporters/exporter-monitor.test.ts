import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import { FEDERATION_PRINCIPAL } from '../cluster-client/cluster-client.ts';
import { resolveBySystem } from '../cluster-client/resolve-names.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { portOf } from '../test-support/tls-server.ts';
import { createExporterMonitor } from './exporter-monitor.ts';
import { createScraper } from './scrape-exporter.ts';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [40, 10], isLiving: true });
});
afterAll(() => fleet.close());

const clusterAt = (at: number): string => fleet.clusters[at]?.id ?? '';
const nodesAt = (at: number) => fleet.monitor.snapshot(clusterAt(at)).nodes;
const statesAt = (at: number) => fleet.exporters.exporters(clusterAt(at)).map(({ state }) => state);
const reasonsAt = (at: number) =>
  fleet.exporters.exporters(clusterAt(at)).map(({ reason }) => reason);
const setFault = (fault: string | undefined, nodeUUID?: string) =>
  fleet.control('exporter-fault', {
    apiEndpoint: fleet.clusters[0]?.apiEndpoints[0],
    fault,
    nodeUUID,
  });
const isKnown = (at: number): boolean =>
  nodesAt(at).every(({ UUID }) => fleet.exporters.node(clusterAt(at), UUID) !== undefined);
const WAIT = { timeout: 30_000 };

test('of each node it is known what it reads and writes, and of each volume', async () => {
  await vi.waitFor(() => expect(isKnown(0)).toBe(true), WAIT);
  expect(statesAt(0)).toEqual(nodesAt(0).map(() => 'On'));
  const busy = nodesAt(0).map(({ UUID }) => fleet.exporters.node(clusterAt(0), UUID));
  for (const rates of busy) {
    const { readRequests = 0, readBytes = 0, readTime = 0, readTimed = 0 } = rates ?? {};
    expect(readRequests).toBeGreaterThan(0);
    expect(readBytes / readRequests).toBeGreaterThan(512);
    expect(readBytes / readRequests).toBeLessThanOrEqual(128 * 1024);
    // Seconds: a flash array answers in some tenths of a millisecond.
    expect(readTime / readTimed).toBeGreaterThan(1e-5);
    expect(readTime / readTimed).toBeLessThan(0.1);
  }
  const [cluster] = fleet.clusters;
  if (cluster === undefined) throw new Error('there is no cluster');
  const listed = await fleet.clusterClients.client(cluster, FEDERATION_PRINCIPAL).listVolumes({});
  const volumes = listed.ok ? listed.value.volumes : [];
  // Not of those that are being created or have failed.
  await vi.waitFor(() => {
    const known = volumes.filter(
      ({ UUID }) => fleet.exporters.volume(cluster.id, UUID) !== undefined,
    );
    expect(known.length).toBeGreaterThan(30);
  }, WAIT);
});

test('nobody learns of a node by the exporters of another cluster', async () => {
  await vi.waitFor(() => expect(isKnown(0)).toBe(true), WAIT);
  const [node] = nodesAt(0);
  expect(fleet.exporters.node(clusterAt(1), node?.UUID ?? '')).toBeUndefined();
});

test.each([
  ['off', /^127\.0\.0\.1:\d+ refuses connections$/],
  ['slow', /^127\.0\.0\.1:\d+ does not answer within 3 s$/],
  ['garbage', /^127\.0\.0\.1:\d+: what it answers has no counters of a node$/],
])(
  'an exporter that is %s is said to be off, with the reason, until it answers again',
  async (fault, reason) => {
    await vi.waitFor(() => expect(isKnown(0)).toBe(true), WAIT);
    const [one, other] = nodesAt(0);
    await setFault(fault, one?.UUID);
    // An answer that is under way when the exporter goes off is broken off, which is another reason.
    await vi.waitFor(() => expect(reasonsAt(0)[0]).toMatch(reason), WAIT);
    expect(statesAt(0)[0]).toBe('Off');
    expect(fleet.exporters.node(clusterAt(0), one?.UUID ?? '')).toBeUndefined();
    expect(fleet.exporters.node(clusterAt(0), other?.UUID ?? '')).toBeDefined();
    await setFault(undefined, one?.UUID);
    await vi.waitFor(() => expect(isKnown(0)).toBe(true), WAIT);
    expect(reasonsAt(0)).toEqual(nodesAt(0).map(() => ''));
  },
);

test('an exporter where no cluster may be is not asked, and the settings that say so are named', async () => {
  const asked: string[] = [];
  let status = 200;
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const watch = (networks: readonly string[]) =>
    createExporterMonitor({
      monitor: fleet.monitor,
      scraper: createScraper({
        policy: createAddressPolicy({ networks, ports: [{ from: port, to: port }] }),
        resolve: resolveBySystem,
      }),
      ports: [{ from: port, to: port }],
      timings: { each: 50, tick: 20 },
    });
  const reasonOf = (one: ReturnType<typeof watch>) => one.exporters(clusterAt(0))[0]?.reason ?? '';

  const shut = watch(['10.0.0.0/8']);
  await vi.waitFor(() =>
    expect(reasonOf(shut)).toBe(
      `127.0.0.1:${port} is not permitted by ASTERISM_CLUSTER_NETWORKS and ASTERISM_CLUSTER_EXPORTER_PORTS`,
    ),
  );
  expect(asked).toEqual([]);
  await shut.close();

  // The one port that is permitted is that of every node.
  const open = watch(['127.0.0.0/8']);
  await vi.waitFor(() =>
    expect(reasonOf(open)).toBe(`127.0.0.1:${port}: what it answers has no counters of a node`),
  );
  expect(new Set(asked)).toEqual(new Set(['/metrics?collect[]=duroslight']));
  status = 503;
  await vi.waitFor(() => expect(reasonOf(open)).toBe(`127.0.0.1:${port} answers with status 503`));
  await open.close();
  server.close();
});
