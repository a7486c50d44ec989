import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBff, type Bff } from '@asterism/bff/bff';
import { createBrowser, type Browser } from '@asterism/bff/test-support/browser';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { startFederation, type Federation } from '@asterism/federation/federation';
import { followToEnd, followUntil } from '@asterism/federation/test-support/follow-workflow';
import {
  ADMIN_PASSWORD,
  signIn,
  VIEWER_PASSWORD,
} from '@asterism/federation/test-support/test-federation';
import {
  startTestSimulator,
  type TestSimulator,
} from '@asterism/federation/test-support/test-simulator';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

const HOST = '127.0.0.1';
const log = pino({ level: 'silent' });

let folder: string;
let masterKeyFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-drill-'));
  masterKeyFile = join(folder, 'master.key');
  await writeFile(masterKeyFile, randomBytes(32), { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Home {
  readonly dataDir: string;
  readonly databaseUrl?: string;
}

/** A federation and a BFF that have their home to themselves, as two processes would. */
async function start(home: Home, passwords: { admin?: string; viewer?: string } = {}) {
  const common = { ...home, masterKeyFile, port: 0, host: HOST, log };
  const federation = await startFederation({ ...common, passwords });
  if (!federation.ok) throw new Error(federation.error.message);
  const webDist = join(import.meta.dirname, '../../apps/web/dist');
  const bff = await startBff({ ...common, webDist, federationUrl: federation.value.url });
  if (!bff.ok) throw new Error(bff.error.message);
  return { federation: federation.value, bff: bff.value };
}
async function stop({ federation, bff }: { federation: Federation; bff: Bff }): Promise<void> {
  await bff.close();
  await federation.close();
}

/** Signs people in, one after the other, until it is told to stop; those who were told that they are in. */
function signInOnAndOn(bff: Bff) {
  const browsers: Browser[] = [];
  const ending = new AbortController();
  const going = (async () => {
    while (!ending.signal.aborted) {
      const browser = createBrowser(bff);
      const answer = await browser.login('viewer', VIEWER_PASSWORD);
      if (answer.status !== 200) throw new Error(answer.text);
      browsers.push(browser);
    }
  })();
  return {
    browsers,
    stop(): Promise<void> {
      ending.abort();
      return going;
    },
  };
}

async function beginAttach(simulator: TestSimulator, url: string) {
  const { client } = await signIn(url, 'admin', ADMIN_PASSWORD);
  const apiEndpoint = simulator.clusters[1]?.apiEndpoint ?? '';
  await simulator.importKey(apiEndpoint, client);
  await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 500 } });
  const started = await client.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  await followUntil(client, started.value.workflowId, ({ progress }) => progress.percent > 20);
  return { client, apiEndpoint, workflowId: started.value.workflowId };
}

/** A home with two empty databases: making one takes seconds. */
async function makeEmbedded(): Promise<Home> {
  const dataDir = await copyTemplate();
  await cp(join(dataDir, 'database'), join(dataDir, 'bff/database'), { recursive: true });
  return { dataDir };
}

test.each([
  ['the embedded databases', makeEmbedded],
  [
    'a PostgreSQL server',
    async () => ({
      dataDir: await mkdtemp(join(folder, 'data-')),
      databaseUrl: await createPostgresDatabase(),
    }),
  ],
])(
  'a backup of %s that was taken under load has all that was acknowledged, and its workflows go on',
  async (_name, makeHome: () => Promise<Home>) => {
    const simulator = await startTestSimulator(2, 20);
    const home = await makeHome();
    const before = await start(home, { admin: ADMIN_PASSWORD, viewer: VIEWER_PASSWORD });
    const { client, token } = await signIn(before.federation.url, 'admin', ADMIN_PASSWORD);
    const first = simulator.clusters[0]?.apiEndpoint ?? '';
    await simulator.importKey(first, client);
    const attached = await client.attachCluster({ apiEndpoint: first });
    await followToEnd(client, attached.ok ? attached.value.workflowId : '');
    const underWay = await beginAttach(simulator, before.federation.url);

    const load = signInOnAndOn(before.bff);
    await expect.poll(() => load.browsers.length).toBeGreaterThan(2);
    const acknowledged = load.browsers.map((browser) => browser.cookie());
    const file = join(folder, `${randomBytes(4).toString('hex')}.backup`);
    expect(await takeBackup(home, file)).toMatchObject({ ok: true });
    await load.stop();
    expect(load.browsers.length).toBeGreaterThan(acknowledged.length);
    await stop(before);

    const elsewhere = await makeHome();
    const target = { ...elsewhere, masterKeyFile, replace: true, withoutKey: false };
    expect(await restoreBackup(file, target)).toMatchObject({ ok: true });
    const after = await start(elsewhere);
    const browser = createBrowser(after.bff);
    for (const cookie of acknowledged) {
      browser.setCookie(cookie);
      expect((await browser.get('/auth/session')).status).toBe(200);
    }
    // The login key is the one of before, and so are the passwords: nobody chose any for this start.
    const headers = { authorization: `Bearer ${token}` };
    const url = `${after.federation.url}/api/v2/clusters`;
    expect((await fetch(url, { headers })).status).toBe(200);
    const restored = await signIn(after.federation.url, 'admin', ADMIN_PASSWORD);
    await signIn(after.federation.url, 'viewer', VIEWER_PASSWORD);

    const seen = await followToEnd(restored.client, underWay.workflowId);
    expect(seen.at(-1)).toMatchObject({ state: 'COMPLETED', progress: { percent: 100 } });
    // What both clusters answer, they answer to tokens that their restored keys have signed.
    await expect
      .poll(() => restored.client.listFleetVolumes({}))
      .toMatchObject({ ok: true, value: { total: 40 } });
    const workflows = await restored.client.listWorkflows({});
    expect(workflows.ok ? workflows.value.workflows.map(({ type }) => type) : []).toEqual([
      'attach cluster',
      'attach cluster',
    ]);
    await stop(after);
    await simulator.close();
    for (const { dataDir } of [home, elsewhere]) await rm(dataDir, { recursive: true });
  },
);
