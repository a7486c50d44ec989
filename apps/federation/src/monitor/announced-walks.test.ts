import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import { createClusterClients } from '../cluster-client/create-cluster-clients.ts';
import { createInventoryLoader } from '../inventory/inventory-loader.ts';
import { createInventory } from '../inventory/inventory.ts';
import { createSnapshotIndex } from '../snapshots/snapshot-index.ts';
import { createSnapshotLoader } from '../snapshots/snapshot-loader.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { replyJson, startTlsServer } from '../test-support/tls-server.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createWalkAnnouncements, type AnnouncedWalk } from './announced-walks.ts';
import { createFleetMonitor } from './fleet-monitor.ts';

const log = pino({ level: 'silent' });
const id = uuidOf(0);
const HOUR = 3_600_000;
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

/** A cluster that counts how often its volumes are walked. */
async function startCluster() {
  const volumes: Volume[] = [volumeOf(1), volumeOf(2)];
  const walks = { count: 0 };
  const server = await startTlsServer((request, response) => {
    const url = new URL(request.url ?? '', 'https://cluster');
    if (!url.pathname.endsWith('/volumes')) return replyJson(response, { UUID: id });
    const isFirst = !url.searchParams.has('offsetUUID');
    if (isFirst) walks.count += 1;
    return replyJson(response, { volumes: isFirst ? volumes : [] });
  });
  closers.push(() => server.close());
  return { server, volumes, walks };
}

/** A replica that watches the cluster. It walks once, and then only after so long, or when what was announced is late. */
async function startReplica({ server }: Awaited<ReturnType<typeof startCluster>>, refresh = HOUR) {
  const clusterClients = createClusterClients({
    policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => 'token' },
  });
  const inventory = createInventory(() => {});
  let cluster: AttachedCluster = {
    id,
    name: 'c',
    version: '',
    subsystemNqn: '',
    apiEndpoints: [server.endpoint],
    discoveryEndpoints: [],
    tlsFingerprint: server.fingerprint,
    presentedFingerprint: undefined,
    keyId: 'k',
    status: 'Connected',
    attachedAt: new Date(0),
  };
  const announced: AnnouncedWalk[] = [];
  const snapshots = createSnapshotIndex(() => {});
  const monitor = createFleetMonitor({
    clusterClients,
    store: {
      get: async () => cluster,
      update: async (_id, change) => (cluster = { ...cluster, ...change }),
    },
    inventory,
    loader: createInventoryLoader(inventory, clusterClients),
    snapshots,
    snapshotLoader: createSnapshotLoader(snapshots, clusterClients),
    bus: { publish: () => {}, subscribe: () => () => {} },
    announce: (walk) => announced.push(walk),
    log,
    timings: { refresh, refreshMax: refresh },
  });
  closers.push(
    () => clusterClients.close(),
    () => monitor.close(),
  );
  monitor.watch(cluster);
  await expect.poll(() => announced.length).toBeGreaterThan(0);
  return { monitor, inventory, announced };
}

describe('a walk that another replica announces', () => {
  test('is not made again when it has read what is known: the volumes are as of then', async () => {
    const cluster = await startCluster();
    const [first, second] = [await startReplica(cluster), await startReplica(cluster)];
    const [received] = first.announced;
    if (received === undefined) throw new Error('nothing was announced');
    expect(second.announced[0]?.digest).toBe(received.digest);
    const before = second.inventory.asOf(id)?.getTime() ?? Infinity;
    await expect.poll(() => Date.now()).toBeGreaterThan(before);
    second.monitor.noteWalk(received);
    await expect.poll(() => second.inventory.asOf(id)?.getTime()).toBeGreaterThan(before);
    expect(cluster.walks.count).toBe(2);
  });

  test('says nothing when it has read something else, or when a volume was read alone since', async () => {
    const cluster = await startCluster();
    const { monitor, inventory, announced } = await startReplica(cluster);
    const [own] = announced;
    if (own === undefined) throw new Error('nothing was announced');
    const asOf = inventory.asOf(id);
    expect(inventory.confirm(id, 'another')).toBe(false);
    inventory.put(id, volumeOf(2, { name: 'renamed', ETag: '2' }));
    monitor.noteWalk(own);
    expect(inventory.walkDigest(id)).toBeUndefined();
    expect(inventory.confirm(id, own.digest)).toBe(false);
    expect(inventory.asOf(id)).toEqual(asOf);
  });

  test('is none of a cluster that lists a volume twice: which listing counts hangs on the walk', async () => {
    const digestAfter = async (volumes: readonly Volume[]) => {
      const inventory = createInventory(() => {});
      const walk = inventory.walk(id);
      const facts = { readable: volumes.length, unreadable: 0, firstFault: '', next: '', text: 0 };
      walk.takePage(volumes, { offset: '', digest: 'of the page', ...facts }, walk.beginPage());
      await walk.commit();
      return inventory.walkDigest(id);
    };
    expect(await digestAfter([volumeOf(1), volumeOf(2)])).toBeDefined();
    expect(await digestAfter([volumeOf(1), volumeOf(1)])).toBeUndefined();
  });

  test('is made here when the other replica is late with the next one', async () => {
    const cluster = await startCluster();
    const { monitor, announced } = await startReplica(cluster, 200);
    const [own] = announced;
    if (own === undefined) throw new Error('nothing was announced');
    monitor.noteWalk({ ...own, next: 0 });
    const { count } = cluster.walks;
    await expect.poll(() => cluster.walks.count).toBeGreaterThan(count + 2);
  });
});

test('replicas on one database learn of the walks of others, and not of their own', async () => {
  const opened = await openTestDatabase();
  closers.push(() => opened.close());
  const { database } = opened;
  const shared = { ...database, kind: 'postgres' as const };
  const [one, other] = [createWalkAnnouncements(shared, log), createWalkAnnouncements(shared, log)];
  const received: string[] = [];
  const stops = [
    await one.listen(({ digest }) => received.push(`one: ${digest}`)),
    await other.listen(({ digest }) => received.push(`other: ${digest}`)),
  ];
  await database.notify('asterism_walks', 'of a later release');
  one.announce({ clusterId: id, digest: 'first', next: 1000 });
  other.announce({ clusterId: id, digest: 'second', next: 1000 });
  await expect.poll(() => received.toSorted()).toEqual(['one: second', 'other: first']);
  for (const stop of stops) await stop();
});
