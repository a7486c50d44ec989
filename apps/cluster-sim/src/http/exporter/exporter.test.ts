import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { startSimulator, type Simulator } from '../../simulator.ts';
import { createTestClient } from '../../test-support/cluster-client.ts';
import { createManualClock, type ManualClock } from '../../test-support/manual-clock.ts';
import { parseExposition, type ParsedFamily } from '../../test-support/parse-exposition.ts';

const HOUR = 3_600_000;
const CLASSES = ['0_1K', '1K_8K', '8K_32K', '32K_128K'];
const nodesAnswer = z.object({
  nodes: z.array(z.object({ UUID: z.string(), serverUUID: z.string(), nvmeEndpoint: z.string() })),
});
type Node = z.infer<typeof nodesAnswer>['nodes'][number];
const volumesAnswer = z.object({
  volumes: z.array(
    z.object({
      UUID: z.string(),
      name: z.string(),
      nsid: z.number(),
      projectName: z.string(),
      state: z.string(),
      primaryNodeUUID: z.string(),
    }),
  ),
});

let clock: ManualClock;
let client: ReturnType<typeof createTestClient>;
let simulator: Simulator;
let nodes: Node[];
beforeEach(async () => {
  clock = createManualClock();
  client = createTestClient();
  simulator = await startSimulator({
    clusters: 1,
    volumes: 60,
    seed: 7,
    clock,
    living: {},
    controlPort: 0,
  });
  nodes = nodesAnswer.parse((await api('GET', '/nodes')).json).nodes;
});
afterEach(async () => {
  await client.close();
  await simulator.close();
});

const api = (method: string, path: string, body?: object) => {
  const [cluster] = simulator.clusters;
  const url = `https://${cluster?.apiEndpoint}/api/v2${path}`;
  return client.send(method, url, { token: cluster?.adminJwt, body });
};
const order = (fault?: string, nodeUUID?: string) =>
  client.send('POST', `${simulator.controlUrl}/exporter-fault`, {
    body: { apiEndpoint: simulator.clusters[0]?.apiEndpoint, fault, nodeUUID },
    headers: { 'content-type': 'application/json' },
  });

/** As everybody finds it: as far from the vendor's port as the node's NVMe port is from the vendor's. */
function exporterOf({ nvmeEndpoint }: Node): string {
  const { hostname, port } = new URL(`http://${nvmeEndpoint}`);
  return `http://${hostname}:${Number(port) - 4420 + 8090}`;
}
const get = (node: Node, path: string, signal?: AbortSignal) =>
  client.send('GET', exporterOf(node) + path, { signal });
async function scrape(node: Node, query = ''): Promise<ReadonlyMap<string, ParsedFamily>> {
  const answer = await get(node, `/metrics${query}`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return parseExposition(answer.text);
}
const first = (): Node => {
  const [node] = nodes;
  if (node === undefined) throw new Error('there is no node');
  return node;
};

/** Every counter of an answer, by its name and labels. */
const countersOf = (families: ReadonlyMap<string, ParsedFamily>): Map<string, number> =>
  new Map(
    [...families.values()]
      .filter(({ type }) => type !== 'gauge')
      .flatMap(({ series }) => series)
      .map(({ name, labels, value }) => [name + JSON.stringify(labels), value]),
  );

test('each node has an exporter where its address leads, with the vendor’s names and labels', async () => {
  const names = ['read', 'write'].flatMap((direction) =>
    CLASSES.flatMap((one) => [
      `lightbox_fe_volume_${direction}_requests_${one}`,
      `lightbox_fe_volume_${direction}_total_${one}`,
      `lightbox_fe_volume_${direction}_request_duration_${one}`,
      `lightbox_fe_nr_${direction}_requests_${one}`,
      `lightbox_fe_nr_${direction}_bytes_${one}`,
      `lightbox_fe_${direction}_request_duration_${one}`,
    ]),
  );
  const { volumes } = volumesAnswer.parse((await api('GET', '/volumes')).json);
  const reachable = volumes.filter(({ state }) => state === 'Available');
  let seen = 0;
  for (const node of nodes) {
    const families = await scrape(node, '?collect[]=duroslight');
    expect([...families.keys()].toSorted()).toEqual(names.toSorted());
    const ofNode = { server_id: node.serverUUID, node_id: node.UUID };
    const here = reachable.filter(({ primaryNodeUUID }) => primaryNodeUUID === node.UUID);
    seen += here.length;
    for (const [name, { series, type, help }] of families) {
      const isDuration = name.includes('duration');
      expect(type).toBe(isDuration ? 'summary' : 'counter');
      expect(help.endsWith('in microseconds.')).toBe(isDuration);
      const expected = name.includes('_volume_')
        ? here.map((volume) => ({
            server_id: node.serverUUID,
            node_id: node.UUID,
            project_name: volume.projectName,
            volume_id: volume.UUID,
            volume_name: volume.name,
            nsid: String(volume.nsid),
          }))
        : [ofNode];
      const labels = series.filter((one) => !one.name.endsWith('_count')).map((one) => one.labels);
      expect(new Set(labels.map((one) => JSON.stringify(one)))).toEqual(
        new Set(expected.map((one) => JSON.stringify(one))),
      );
    }
  }
  expect(seen).toBe(reachable.length);
  expect(seen).toBeGreaterThan(40);
});

test('a node’s counters are the sums of its volumes’, and grow with the time of the hosts', async () => {
  const sums = async (name: string) => {
    const { series = [] } = (await scrape(first())).get(name) ?? {};
    return series
      .filter((one) => !one.name.endsWith('_count'))
      .reduce((sum, { value }) => sum + value, 0);
  };
  let before = 0;
  for (let hour = 0; hour < 3; hour += 1) {
    const requests = await sums('lightbox_fe_nr_read_requests_1K_8K');
    expect(requests).toBe(await sums('lightbox_fe_volume_read_requests_1K_8K'));
    expect(requests).toBeGreaterThan(before);
    expect(await sums('lightbox_fe_write_request_duration_8K_32K')).toBe(
      await sums('lightbox_fe_volume_write_request_duration_8K_32K'),
    );
    before = requests;
    clock.advance(HOUR);
  }
});

test('no counter goes back when a volume is deleted: its series end, and its node remembers', async () => {
  const families = await scrape(first());
  const { series = [] } = families.get('lightbox_fe_volume_read_requests_1K_8K') ?? {};
  const busiest = series.toSorted((a, b) => b.value - a.value)[0];
  const volumeId = busiest?.labels['volume_id'] ?? '';
  const before = countersOf(families);
  expect((await api('DELETE', `/volumes/${volumeId}`)).status).toBe(200);
  for (const elapsed of [0, 1000, HOUR]) {
    clock.advance(elapsed);
    const after = countersOf(await scrape(first()));
    for (const [key, value] of before) {
      const isGone = key.includes(volumeId);
      expect(after.has(key)).toBe(!isGone);
      expect(after.get(key) ?? Infinity).toBeGreaterThanOrEqual(value);
    }
  }
});

test('a counter is the same for everybody who asks at that time, also of another simulator of the seed', async () => {
  const { text } = await get(first(), '/metrics?collect[]=duroslight');
  const again = await startSimulator({ clusters: 1, volumes: 60, seed: 7, clock, living: {} });
  const [cluster] = again.clusters;
  const answer = await client.send('GET', `https://${cluster?.apiEndpoint}/api/v2/nodes`, {
    token: cluster?.adminJwt,
  });
  const [node = first()] = nodesAnswer.parse(answer.json).nodes;
  expect(exporterOf(node)).not.toBe(exporterOf(first()));
  expect((await get(node, '/metrics?collect[]=duroslight')).text).toBe(text);
  await again.close();
});

test('collect[] chooses groups, without it comes everything but smart, and an unknown group is 400', async () => {
  const all = [...(await scrape(first())).keys()];
  const clustering = [...(await scrape(first(), '?collect[]=clustering')).keys()];
  const frontEnd = [...(await scrape(first(), '?collect[]=duroslight')).keys()];
  expect(clustering.every((name) => name.startsWith('lightbox_clustering_'))).toBe(true);
  expect(clustering).toContain('lightbox_clustering_node_state_active');
  const both = [...(await scrape(first(), '?collect[]=clustering&collect[]=duroslight')).keys()];
  expect(both.toSorted()).toEqual([...clustering, ...frontEnd].toSorted());
  expect(all.toSorted()).toEqual(both.toSorted());
  expect((await get(first(), '/metrics?collect[]=clustering&collect[]=magic')).status).toBe(400);
  expect((await get(first(), '/')).status).toBe(404);
  expect((await client.send('POST', `${exporterOf(first())}/metrics`)).status).toBe(405);
});

test('a node tells its state and its capacity, which add up to the cluster’s', async () => {
  const { statistics } = z
    .object({ statistics: z.record(z.string(), z.unknown()) })
    .parse((await api('GET', '/cluster')).json);
  const scrapes = await Promise.all(nodes.map((node) => scrape(node, '?collect[]=clustering')));
  const sum = (name: string) =>
    scrapes.reduce(
      (total, families) =>
        total + (families.get(`lightbox_clustering_${name}`)?.series[0]?.value ?? Number.NaN),
      0,
    );
  expect(sum('node_state_active')).toBe(nodes.length);
  expect(sum('node_state_inactive')).toBe(0);
  expect(sum('node_physical_used_storage')).toBe(Number(statistics['physicalUsedStorage']));
  expect(sum('node_effective_physical_storage')).toBe(
    Number(statistics['effectivePhysicalStorage']),
  );
  expect(sum('node_managed_physical_storage')).toBe(Number(statistics['managedPhysicalStorage']));
  const { connectedHosts } = z
    .object({ connectedHosts: z.array(z.unknown()) })
    .parse((await api('GET', '/connectedHosts')).json);
  expect(sum('cluster_num_connected_hosts') / nodes.length).toBe(connectedHosts.length);
});

test('an exporter that is off refuses connections, of that node only, until it is on again', async () => {
  const [one = first(), other = first()] = nodes;
  expect((await order('off', one.UUID)).status).toBe(200);
  await expect(get(one, '/metrics')).rejects.toThrow('fetch failed');
  await scrape(other);
  expect((await order('off')).status).toBe(200);
  await expect(get(other, '/metrics')).rejects.toThrow('fetch failed');
  expect((await api('GET', '/nodes')).status).toBe(200);
  expect((await order()).status).toBe(200);
  await scrape(one);
  await scrape(other);
});

test('an exporter answers what is no metrics, or not in time, when it is told to', async () => {
  await order('garbage');
  const garbage = await get(first(), '/metrics');
  expect(garbage.status).toBe(200);
  expect(() => parseExposition(garbage.text)).toThrow('TYPE without its HELP');
  await order('slow');
  await expect(get(first(), '/metrics', AbortSignal.timeout(300))).rejects.toThrow('timeout');
  await order();
  await scrape(first());
});

test('the exporter of a node that is away answers nothing, and other nodes serve its volumes', async () => {
  const name = 'lightbox_fe_volume_read_requests_1K_8K';
  const volumesAt = async (node: Node) =>
    ((await scrape(node)).get(name)?.series ?? []).map(({ labels }) => labels['volume_id']);
  const before = await Promise.all(nodes.map((node) => scrape(node)));
  const [away = first(), ...others] = nodes;
  const wasThere = await volumesAt(away);
  const url = `${simulator.controlUrl}/node-away`;
  const set = (isAway: boolean) =>
    client.send('POST', url, {
      body: { apiEndpoint: simulator.clusters[0]?.apiEndpoint, nodeUUID: away.UUID, isAway },
      headers: { 'content-type': 'application/json' },
    });
  await set(true);
  await expect(get(away, '/metrics')).rejects.toThrow('fetch failed');
  clock.advance(60_000);
  const moved = new Set((await Promise.all(others.map(volumesAt))).flat());
  expect(wasThere.filter((one) => moved.has(one)).length).toBeGreaterThan(5);
  await set(false);
  clock.advance(5000);
  expect(new Set(await volumesAt(away))).toEqual(new Set(wasThere));
  for (const [index, node] of nodes.entries()) {
    const counters = countersOf(await scrape(node));
    for (const [key, value] of countersOf(before[index] ?? new Map())) {
      expect(counters.get(key)).toBeGreaterThanOrEqual(value);
    }
  }
});

test('a fault of an unknown node, of an unknown kind, or of a cluster without exporters is refused', async () => {
  expect((await order('off', '00000000-0000-4000-8000-000000000000')).status).toBe(404);
  expect((await order('shy')).status).toBe(400);
  const still = await startSimulator({ clusters: 1, volumes: 3, seed: 7, controlPort: 0 });
  const answer = await client.send('POST', `${still.controlUrl}/exporter-fault`, {
    body: { apiEndpoint: still.clusters[0]?.apiEndpoint, fault: 'off' },
    headers: { 'content-type': 'application/json' },
  });
  expect(answer.status).toBe(404);
  await still.close();
});
