import { afterEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { runningCluster, volumeRequest } from '../test-support/running-cluster.ts';

const { clock, send, order } = runningCluster(120);

const listedNodes = z.object({
  nodes: z.array(
    z.object({ UUID: z.string(), state: z.string(), failureDomains: z.array(z.string()) }),
  ),
});
const listedVolumes = z.object({
  volumes: z.array(
    z.object({
      UUID: z.string(),
      state: z.string(),
      protectionState: z.string(),
      rebuildProgress: z.string(),
      nodeList: z.array(z.string()),
    }),
  ),
});
const health = z.object({
  health: z.object({
    state: z.string(),
    numInactiveNodes: z.number(),
    numDegradedVolumes: z.number(),
    numNotAvailableVolumes: z.number(),
    numHealthyVolumes: z.number(),
  }),
  currentMaxReplicas: z.number(),
});
type Volume = z.infer<typeof listedVolumes>['volumes'][number];

const nodes = async () => listedNodes.parse((await send('GET', '/nodes')).json).nodes;
const volumes = async () =>
  listedVolumes
    .parse((await send('GET', '/volumes')).json)
    .volumes.filter(({ state }) => state === 'Available');
const cluster = async () => health.parse((await send('GET', '/cluster')).json);
const firstNode = async () => {
  const [node] = await nodes();
  if (node === undefined) throw new Error('there is no node');
  return node;
};

/** Those that nothing else is wrong with: seeded troubles stay. */
const wellBefore = async (): Promise<ReadonlySet<string>> =>
  new Set(
    (await volumes())
      .filter(({ protectionState }) => protectionState === 'FullyProtected')
      .map(({ UUID }) => UUID),
  );
const onlyWell = (all: readonly Volume[], well: ReadonlySet<string>) =>
  all.filter(({ UUID }) => well.has(UUID));

afterEach(async () => {
  for (const { UUID } of await nodes())
    await order('/node-away', { nodeUUID: UUID, isAway: false });
  clock.advance(3_600_000);
});

test('a node that goes leaves Degraded volumes, and those with no other replica NotAvailable', async () => {
  const [well, before, { UUID }] = [await wellBefore(), await cluster(), await firstNode()];
  expect((await order('/node-away', { nodeUUID: UUID, isAway: true })).status).toBe(200);

  expect((await nodes()).map(({ state }) => state)).toEqual(['Inactive', 'Active', 'Active']);
  const seen = { Degraded: 0, NotAvailable: 0, FullyProtected: 0 };
  for (const { nodeList, protectionState } of onlyWell(await volumes(), well)) {
    const expected = !nodeList.includes(UUID)
      ? 'FullyProtected'
      : nodeList.length > 1
        ? 'Degraded'
        : 'NotAvailable';
    expect(protectionState).toBe(expected);
    seen[expected] += 1;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  const after = await cluster();
  expect(after.health).toMatchObject({
    state: 'Error',
    numInactiveNodes: 1,
    numHealthyVolumes: before.health.numHealthyVolumes - seen.Degraded - seen.NotAvailable,
  });
  expect(after.health.numNotAvailableVolumes).toBe(
    before.health.numNotAvailableVolumes + seen.NotAvailable,
  );
  expect(after.currentMaxReplicas).toBe(2);
  const refused = await send('POST', '/volumes', { body: volumeRequest({ replicaCount: 3 }) });
  expect(refused.status).toBe(400);
});

test('a node that comes back rebuilds its replicas, with progress, until all are FullyProtected', async () => {
  const [well, before, { UUID }] = [await wellBefore(), await cluster(), await firstNode()];
  await order('/node-away', { nodeUUID: UUID, isAway: true });
  clock.advance(3_600_000);
  await order('/node-away', { nodeUUID: UUID, isAway: false });
  expect((await nodes())[0]?.state).toBe('Activating');
  clock.advance(5000);
  expect((await nodes())[0]?.state).toBe('Active');

  const progress: number[] = [];
  for (let minute = 0; minute < 6; minute += 1) {
    const degraded = onlyWell(await volumes(), well).filter(
      ({ protectionState }) => protectionState === 'Degraded',
    );
    expect(degraded.every(({ nodeList }) => nodeList.includes(UUID) && nodeList.length > 1)).toBe(
      true,
    );
    expect(new Set(degraded.map(({ rebuildProgress }) => rebuildProgress)).size).toBe(1);
    progress.push(Number(degraded[0]?.rebuildProgress));
    clock.advance(60_000);
  }
  expect(progress[0]).toBe(0);
  expect(progress.every((percent, index) => percent > (progress[index - 1] ?? -1))).toBe(true);
  expect(progress.at(-1)).toBeGreaterThan(70);
  clock.advance(60_000);
  const rebuilt = onlyWell(await volumes(), well);
  expect(rebuilt.every(({ protectionState }) => protectionState === 'FullyProtected')).toBe(true);
  expect(rebuilt.every(({ rebuildProgress }) => rebuildProgress === 'None')).toBe(true);
  expect(await cluster()).toEqual(before);
});

test('a failure domain goes and comes back as a whole', async () => {
  const domain = (await firstNode()).failureDomains[0];
  await order('/node-away', { failureDomain: domain, isAway: true });
  for (const { state, failureDomains } of await nodes()) {
    expect(state).toBe(failureDomains[0] === domain ? 'Inactive' : 'Active');
  }
  await order('/node-away', { failureDomain: domain, isAway: false });
  clock.advance(5000);
  expect((await nodes()).every(({ state }) => state === 'Active')).toBe(true);
});

test('a node that goes while it rebuilds is away again', async () => {
  const { UUID } = await firstNode();
  await order('/node-away', { nodeUUID: UUID, isAway: true });
  await order('/node-away', { nodeUUID: UUID, isAway: false });
  clock.advance(10_000);
  await order('/node-away', { nodeUUID: UUID, isAway: true });
  clock.advance(3_600_000);
  expect((await nodes())[0]?.state).toBe('Inactive');
});

test('an order about a node, or a failure domain, that is not there is refused', async () => {
  const nodeUUID = '00000000-0000-4000-8000-000000000000';
  expect((await order('/node-away', { nodeUUID, isAway: true })).status).toBe(404);
  expect((await order('/node-away', { failureDomain: 'rack-9', isAway: true })).status).toBe(404);
  expect((await order('/node-away', { isAway: true })).status).toBe(404);
  expect((await order('/node-away', { failureDomain: 'rack-1' })).status).toBe(400);
  expect((await cluster()).health.numInactiveNodes).toBe(0);
});
