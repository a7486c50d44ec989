import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { startProcess, type FederationProcess } from './test-support/federation-process.ts';
import { followToEnd } from './test-support/follow-workflow.ts';
import {
  endlessVolumes,
  startHostileFront,
  type HostileFront,
} from './test-support/hostile-front.ts';
import { signIn, type FederationClient } from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

const PASSWORD = 'the-password-of-the-admin';
/** Pages of 7.5 MB each, of volumes that fit the API. */
const LARGE_PAGES = () => endlessVolumes(250, 30_000);

let dataDir: string;
let simulator: TestSimulator;
let front: HostileFront;
let running: FederationProcess | undefined;

beforeAll(async () => {
  dataDir = await copyTemplate();
  simulator = await startTestSimulator(2, 20);
  front = await startHostileFront(simulator.clusters[1]?.apiEndpoint ?? '');
});
afterAll(async () => {
  await running?.end('SIGKILL');
  await front.close();
  await simulator.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** With too little memory for what it is sent, were it to keep it. */
async function start(): Promise<FederationClient> {
  running = await startProcess({
    ASTERISM_DATA_DIR: dataDir,
    ASTERISM_ADMIN_PASSWORD: PASSWORD,
    ASTERISM_CLUSTER_MAX_MEGABYTES: '40',
    NODE_OPTIONS: '--max-old-space-size=320',
  });
  return (await signIn(running.url, 'admin', PASSWORD)).client;
}

/** Attaches the simulated cluster by an endpoint; how the workflow ends. */
async function attach(admin: FederationClient, index: number, endpoint?: string) {
  const own = simulator.clusters[index]?.apiEndpoint ?? '';
  await simulator.importKey(own, admin);
  const started = await admin.attachCluster({ apiEndpoint: endpoint ?? own });
  if (!started.ok) throw new Error(started.error.message);
  const ended = (await followToEnd(admin, started.value.workflowId)).at(-1);
  if (ended === undefined) throw new Error('nothing was seen of the workflow');
  return ended;
}

const idOf = (index: number): string => simulator.clusters[index]?.clusterUUID ?? '';

test('a cluster that sends invalid data is not attached, and one that begins to does not take a restarted federation down', async () => {
  const admin = await start();
  expect((await attach(admin, 0)).state).toBe('COMPLETED');

  front.answer('volumes', LARGE_PAGES());
  const failed = await attach(admin, 1, front.endpoint);
  expect(failed.state).toBe('FAILED');
  expect(failed.stages.find(({ state }) => state === 'failed')).toMatchObject({
    name: 'load inventory',
    failure: { kind: 'nonsense' },
  });
  expect(failed.msg).toContain(
    'sends invalid data: more than 41943040 characters of text in its volumes',
  );
  const left = await admin.listFleetClusters({});
  expect(left.ok && left.value.clusters.map(({ id }) => id)).toEqual([idOf(0)]);
  const volumes = await admin.listFleetVolumes({});
  expect(volumes.ok && volumes.value.total).toBe(20);

  front.behave();
  expect((await attach(admin, 1, front.endpoint)).state).toBe('COMPLETED');
  front.answer('volumes', LARGE_PAGES());
  await running?.end('SIGKILL');

  const again = await start();
  const answered = async (index: number) => {
    const answer = await again.getFleetCluster({ clusterId: idOf(index) });
    return answer.ok ? answer.value : answer.error;
  };
  await expect
    .poll(() => answered(1))
    .toMatchObject({
      status: 'Disconnected',
      error: 'sends invalid data: more than 41943040 characters of text in its volumes',
      volumes: 0,
    });
  await expect.poll(() => answered(0)).toMatchObject({ status: 'Connected', volumes: 20 });
  const others = await again.listFleetVolumes({});
  expect(others.ok && others.value.total).toBe(20);
});
