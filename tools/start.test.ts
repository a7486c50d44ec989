import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePorts } from '@asterism/test-stack/free-ports';
import { visitConsole } from './test-support/console-visitor.ts';
import { startNpm, type NpmProcess } from './test-support/npm-process.ts';

/** Where ports are looked for: below those that a system hands out by itself. */
const PORTS = 12_000;

let dataDir = '';
let demo: NpmProcess | undefined;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-start-'));
});
afterAll(async () => {
  demo?.kill();
  await rm(dataDir, { recursive: true, force: true });
});

it('npm start lets a newcomer sign in to the console, and leaves nothing running when it is ended', async () => {
  const port = (await freePorts(1, PORTS)) ?? 0;
  demo = startNpm({
    command: ['npm', 'start'],
    env: { ASTERISM_BFF_PORT: String(port), ASTERISM_DATA_DIR: dataDir },
  });
  const [, url = ''] = await demo.says(/^Asterism is ready: (\S+)$/m);
  const [, password = ''] = await demo.says(/^ +admin +(\S+) /m);
  const visit = await visitConsole(url, { username: 'admin', password });
  expect(visit).toMatchObject({ signedIn: 200, volumes: 200 });
  expect(visit.page).toContain('<title>Asterism</title>');

  await demo.stop();
  expect(demo.isLeft()).toBe(false);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
