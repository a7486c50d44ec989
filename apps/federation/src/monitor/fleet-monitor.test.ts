import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

const admin = { subject: 'alice', roles: ['system:cluster-admin'] };
let fleet: TestFleet;
let id: string;
let apiEndpoint: string;

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 2, volumes: [20, 5], transitionMs: 200 });
  const [first] = fleet.clusters;
  if (first === undefined) throw new Error('no cluster');
  ({ id } = first);
  apiEndpoint = first.apiEndpoints[0] ?? '';
});
afterAll(() => fleet.close());

const until = (status: ConnectionStatus) =>
  expect.poll(() => fleet.monitor.cluster(id)?.status, { interval: 20 }).toBe(status);
const error = () => fleet.monitor.snapshot(id).error;
const stored = async () => fleet.store.get(id);
const client = () =>
  fleet.clusterClients.client(fleet.monitor.cluster(id) ?? expect.unreachable(), admin);

beforeEach(async () => {
  await until('Connected');
  fleet.events.length = 0;
});

describe('the status of a cluster', () => {
  test('what it says of itself is kept', async () => {
    await expect.poll(() => fleet.monitor.snapshot(id).info?.UUID).toBe(id);
    await expect.poll(() => fleet.monitor.cluster(id)?.version).not.toBe('');
    expect(fleet.monitor.snapshot(id).nodes.length).toBeGreaterThan(0);
    expect(fleet.monitor.snapshot(id).projects.length).toBeGreaterThan(0);
    expect((await stored())?.subsystemNqn).toContain('nqn.');
  });

  test('is Disconnected while nobody answers, and Connected again', async () => {
    await fleet.control('stop', { apiEndpoint });
    await until('Disconnected');
    expect((await stored())?.status).toBe('Disconnected');
    await expect.poll(error).toContain('refuses connections');
    await expect
      .poll(() => fleet.events)
      .toContainEqual({ type: 'cluster', clusterId: id, change: 'updated' });
    const other = fleet.clusters[1]?.id ?? '';
    expect(fleet.monitor.cluster(other)?.status).toBe('Connected');
    await fleet.control('start', { apiEndpoint });
    await until('Connected');
    await expect.poll(error).toBe('');
  });

  test('is Disconnected while it answers only with errors', async () => {
    await fleet.control('faults', { apiEndpoint, fault: { status: 500 } });
    await until('Disconnected');
    await expect.poll(error).toBe('a fault was asked for');
    await fleet.control('faults', { apiEndpoint });
    await until('Connected');
  });

  test('is Unauthorized when the key is removed, and Connected when it is back', async () => {
    const pubKeyId = 'key-1';
    await fleet.control('remove-credential', { apiEndpoint, pubKeyId });
    await until('Unauthorized');
    expect((await stored())?.presentedFingerprint).toBeUndefined();
    await expect.poll(error).toContain('the cluster does not accept the service key: ');
    expect(fleet.monitor.snapshot(id).refusal).toEqual({ kind: 'key-refused' });
    await fleet.control('import-credential', {
      apiEndpoint,
      pubKeyId,
      pubKey: fleet.pemOf(pubKeyId),
    });
    await until('Connected');
  });

  test('is Unauthorized while its clock is wrong, and says by how much', async () => {
    await fleet.control('clock', { apiEndpoint, offsetSeconds: 184 });
    await until('Unauthorized');
    const { refusal } = fleet.monitor.snapshot(id);
    expect(refusal).toMatchObject({ kind: 'clock-differs' });
    expect(Math.abs((refusal?.clockOffsetSeconds ?? 0) - 184)).toBeLessThan(30);
    expect(error()).toMatch(/its clock is \d min \d+ s ahead/);
    await fleet.control('clock', { apiEndpoint, offsetSeconds: 0 });
    await until('Connected');
    expect(fleet.monitor.snapshot(id).refusal).toBeUndefined();
  });

  test('is Unauthorized when the certificate changes, until the new one is trusted', async () => {
    const before = await stored();
    await fleet.control('rotate-certificate', { apiEndpoint });
    await until('Unauthorized');
    const changed = await stored();
    const presented = changed?.presentedFingerprint ?? '';
    expect(fleet.monitor.snapshot(id).refusal).toEqual({ kind: 'other-certificate' });
    expect(presented).toMatch(/^([0-9A-F]{2}:){31}/);
    expect(presented).not.toBe(before?.tlsFingerprint);
    expect(changed?.tlsFingerprint).toBe(before?.tlsFingerprint);
    const pinned = changed && (await fleet.store.pin(changed, presented));
    if (pinned === undefined) throw new Error('not pinned');
    fleet.monitor.watch(pinned);
    await until('Connected');
    expect(await stored()).toMatchObject({ tlsFingerprint: presented, status: 'Connected' });
  });
});

describe('the volumes of a cluster', () => {
  const create = async (name: string): Promise<string> => {
    const created = await client().createVolume({
      name,
      size: '1 GiB',
      replicaCount: 1,
      acl: { values: ['ALLOW_ANY'] },
      projectName: 'default',
    });
    if (!created.ok) throw new Error(created.error.message);
    return created.value.UUID;
  };

  test('are read again on a schedule', async () => {
    const uuid = await create('made-by-somebody-else');
    await expect.poll(() => fleet.inventory.find(uuid)?.clusterId).toBe(id);
    await expect.poll(() => fleet.inventory.find(uuid)?.state).toBe('Available');
  });

  test('are followed closely while they are in motion, until they are gone', async () => {
    const slow = await startTestFleet({
      clusters: 1,
      transitionMs: 150,
      timings: { refresh: 60_000 },
    });
    const [cluster] = slow.clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const calls = slow.clusterClients.client(cluster, admin);
    const created = await calls.createVolume({
      name: 'followed',
      size: '1 GiB',
      replicaCount: 1,
      acl: { values: ['ALLOW_ANY'] },
      projectName: 'default',
    });
    if (!created.ok) throw new Error(created.error.message);
    const { UUID } = created.value;
    slow.inventory.put(cluster.id, created.value);
    slow.monitor.pollSoon(cluster.id);
    await expect.poll(() => slow.inventory.find(UUID)?.state).toBe('Available');
    slow.freeze();
    await calls.deleteVolume({ UUID, projectName: 'default' });
    const deleting = await calls.getVolume({ UUID });
    if (!deleting.ok) throw new Error(deleting.error.message);
    expect(isTransitional(deleting.value.state)).toBe(true);
    slow.inventory.put(cluster.id, deleting.value);
    slow.resume();
    slow.monitor.pollSoon(cluster.id);
    await expect.poll(() => slow.inventory.find(UUID)).toBeUndefined();
    expect(slow.events).toContainEqual(
      expect.objectContaining({ type: 'volumes', removed: [UUID] }),
    );
    await slow.close();
  });
});

test('a cluster that another replica detached is not watched any more', async () => {
  const { id: other = '', keyId = '' } = fleet.clusters[1] ?? {};
  expect(fleet.inventory.totals(other).volumes).toBe(5);
  await fleet.store.remove({ id: other, keyId });
  fleet.monitor.pollSoon(other);
  // It is noticed when there is something to write down.
  await fleet.control('stop', { apiEndpoint: fleet.clusters[1]?.apiEndpoints[0] });
  await expect.poll(() => fleet.monitor.cluster(other)).toBeUndefined();
  expect(fleet.inventory.totals(other).volumes).toBe(0);
});

test('the end of the watching waits for nothing that hangs', async () => {
  await fleet.control('faults', { apiEndpoint, fault: { stall: true } });
  fleet.monitor.pollSoon(id);
  const startedAt = performance.now();
  await fleet.monitor.unwatch(id);
  // Long before the call itself would end.
  expect(performance.now() - startedAt).toBeLessThan(5_000);
  expect(fleet.monitor.cluster(id)).toBeUndefined();
  await fleet.control('faults', { apiEndpoint });
});
