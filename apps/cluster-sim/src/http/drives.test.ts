import { afterEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { signToken, createSigningKey } from '../test-support/signing-key.ts';
import { parseExposition } from '../test-support/parse-exposition.ts';
import { createTestClient } from '../test-support/cluster-client.ts';
import { runningCluster } from '../test-support/running-cluster.ts';

const { clock, send, order } = runningCluster(10, {});

const listedNodes = z.object({
  nodes: z.array(
    z.object({
      UUID: z.string(),
      serverUUID: z.string(),
      nvmeEndpoint: z.string(),
      numManagedDevices: z.number(),
      inLocalRebuild: z.boolean(),
      localRebuildProgress: z.number(),
    }),
  ),
});
const device = z.object({
  serial: z.string(),
  name: z.string(),
  size: z.string(),
  nodeUUID: z.string(),
  serverUUID: z.string(),
  state: z.string(),
  failureTime: z.optional(z.string()),
  rebuildCompletionTime: z.optional(z.string()),
});
const listedDevices = z.object({ NvmeDevices: z.array(device) });

const nodes = async () => listedNodes.parse((await send('GET', '/nodes')).json).nodes;
const devices = async (query = '') =>
  listedDevices.parse((await send('GET', `/nvmeDevices${query}`)).json).NvmeDevices;
const firstOf = <T>([first]: readonly T[]): T => {
  if (first === undefined) throw new Error('there is none');
  return first;
};
const fail = (serial: string, isFailed = true) => order('/drive-failed', { serial, isFailed });
async function scrape(query: string) {
  const { hostname, port } = new URL(`http://${firstOf(await nodes()).nvmeEndpoint}`);
  const client = createTestClient();
  const url = `http://${hostname}:${Number(port) - 4420 + 8090}/metrics?${query}`;
  const { text } = await client.send('GET', url);
  await client.close();
  return parseExposition(text);
}

afterEach(async () => {
  for (const { serial, state } of await devices())
    if (state === 'Failed') await fail(serial, false);
});

test('the drives are those of the nodes, with serials of their own, and all the capacity is theirs', async () => {
  const [all, ofNodes] = [await devices(), await nodes()];
  for (const { UUID, serverUUID, numManagedDevices } of ofNodes) {
    const own = all.filter(({ nodeUUID }) => nodeUUID === UUID);
    expect(own).toHaveLength(numManagedDevices);
    expect(own.every((one) => one.serverUUID === serverUUID && one.state === 'Healthy')).toBe(true);
    expect(await devices(`?nodeUUID=${UUID}`)).toEqual(own);
    expect(await devices(`?serverUUID=${serverUUID.toUpperCase()}`)).toEqual(own);
  }
  expect(new Set(all.map(({ serial }) => serial)).size).toBe(all.length);
  const { statistics } = z
    .object({ statistics: z.object({ installedPhysicalStorage: z.string() }) })
    .parse((await send('GET', '/cluster')).json);
  const sum = all.reduce((total, { size }) => total + BigInt(size), 0n);
  expect(String(sum)).toBe(statistics.installedPhysicalStorage);
});

test('one drive is found by its serial; an unknown serial is 404, and a tenant may see none', async () => {
  const { serial } = firstOf(await devices());
  expect((await send('GET', `/nvmeDevices/${serial}`)).json).toMatchObject({ serial });
  expect((await send('GET', '/nvmeDevices/none')).status).toBe(404);
  const key = createSigningKey();
  const body = { projectName: 'acme', ID: 'k', type: 'RS256PubKey', payload: key.payload };
  expect((await send('POST', '/projects/acme/credentials', { body })).status).toBe(200);
  const now = Math.floor(clock.now() / 1000);
  const token = await signToken(key, { kid: 'acme:k', roles: ['acme:admin'], now });
  expect((await send('GET', '/nvmeDevices', { token })).status).toBe(403);
  expect((await send('GET', `/nvmeDevices/${serial}`, { token })).status).toBe(403);
});

test('a drive that fails is rebuilt on the others of its node, and its node is short of it until it is replaced', async () => {
  const before = firstOf(await nodes());
  const { serial } = firstOf(await devices(`?nodeUUID=${before.UUID}`));
  const failedAt = new Date(clock.now()).toISOString();
  expect((await fail(serial)).status).toBe(200);
  const numManagedDevices = before.numManagedDevices - 1;
  const progress: number[] = [];
  for (let minute = 0; minute < 5; minute += 1) {
    const node = firstOf(await nodes());
    expect(node).toMatchObject({ numManagedDevices, inLocalRebuild: true });
    progress.push(node.localRebuildProgress);
    expect(device.parse((await send('GET', `/nvmeDevices/${serial}`)).json)).toMatchObject({
      state: 'Failed',
      failureTime: failedAt,
    });
    clock.advance(60_000);
  }
  expect(progress).toEqual([0, 20, 40, 60, 80]);
  expect(firstOf(await nodes())).toMatchObject({ numManagedDevices, inLocalRebuild: false });
  const rebuilt = device.parse((await send('GET', `/nvmeDevices/${serial}`)).json);
  expect(rebuilt.rebuildCompletionTime).toBe(new Date(clock.now()).toISOString());

  expect((await fail(serial, false)).status).toBe(200);
  expect(firstOf(await nodes())).toEqual(before);
  expect((await devices()).every(({ state }) => state === 'Healthy')).toBe(true);
});

test('a drive that is not there cannot fail, and an order must say which way', async () => {
  expect((await fail('none')).status).toBe(404);
  const { serial } = firstOf(await devices());
  expect((await order('/drive-failed', { serial })).status).toBe(400);
});

test('the exporter has the wear of each drive of its node when smart is asked for, and it grows', async () => {
  const node = firstOf(await nodes());
  const own = await devices(`?nodeUUID=${node.UUID}`);
  const names = [
    'temperature_celsius',
    'available_spare_percent',
    'critical_warning',
    'media_and_data_integrity_errors',
    'power_cycles',
    'power_on_hours',
    'unsafe_shutdowns',
    'controller_busy_time',
    'error_information_log_entries',
  ].map((name) => `lightbox_smart_${name}`);
  const before = await scrape('collect[]=smart');
  expect([...before.keys()]).toEqual(names);
  for (const { series } of before.values()) {
    expect(series.map(({ labels }) => labels)).toEqual(
      own.map(({ name }) => ({
        server_id: node.serverUUID,
        node_id: node.UUID,
        device_name: name,
      })),
    );
  }
  clock.advance(10 * 3_600_000);
  const after = await scrape('collect[]=smart');
  for (const [name, { type, series }] of after) {
    const earlier = before.get(name)?.series ?? [];
    const grown = series.every(({ value }, index) => value >= (earlier[index]?.value ?? Infinity));
    expect(grown || type === 'gauge').toBe(true);
  }
  const hours = (of: typeof after) => of.get('lightbox_smart_power_on_hours')?.series[0]?.value;
  expect(hours(after)).toBe((hours(before) ?? 0) + 10);
});

test('the exporter counts failed drives and has the progress of the rebuild, as long as there is one', async () => {
  const valuesOf = async (name: string) =>
    (
      (await scrape('collect[]=clustering')).get(`lightbox_clustering_node_${name}`)?.series ?? []
    ).map(({ labels, value }) => [labels['device_name'], value]);
  const node = firstOf(await nodes());
  const { serial, name } = firstOf(await devices(`?nodeUUID=${node.UUID}`));
  expect(await valuesOf('local_rebuild_progress')).toEqual([]);
  await fail(serial);
  clock.advance(150_000);
  expect(await valuesOf('num_of_failed_ssds')).toEqual([[undefined, 1]]);
  expect(await valuesOf('num_managed_devices')).toEqual([[undefined, node.numManagedDevices - 1]]);
  expect(await valuesOf('local_rebuild_progress')).toEqual([[name, 50]]);
  clock.advance(150_000);
  expect(await valuesOf('local_rebuild_progress')).toEqual([]);
  expect(await valuesOf('num_of_failed_ssds')).toEqual([[undefined, 1]]);
});
