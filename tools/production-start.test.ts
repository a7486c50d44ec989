import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod/mini';
import { freePorts } from '@asterism/test-stack/free-ports';
import { ROOT } from './lib/workspace.ts';
import { visitConsole } from './test-support/console-visitor.ts';
import { startNpm, type NpmProcess } from './test-support/npm-process.ts';
import { createProductionUser, type ProductionUser } from './test-support/production-user.ts';

/** Where ports are looked for: below those that a system hands out by itself. */
const PORTS = 13_000;
const ADMIN = { username: 'admin', password: 'correct horse battery' } as const;
const READY = /^\{"url":"(.*)"\}$/m;

let user: ProductionUser;
let bare = '';
const running: NpmProcess[] = [];
beforeAll(async () => {
  user = await createProductionUser();
  bare = await mkdtemp(join(tmpdir(), 'asterism-bare-'));
});
afterAll(async () => {
  for (const each of running) each.kill();
  await user.remove();
  await rm(bare, { recursive: true, force: true });
});

function start(script: string, env: Readonly<Record<string, string>>): NpmProcess {
  const started = startNpm({
    command: [...user.prefix, 'npm', 'run', '--silent', script],
    env: { ...user.env, ...env },
  });
  running.push(started);
  return started;
}

describe('what has been built', () => {
  it('serves a read-only tree to a user who may write in the data directory alone', async () => {
    if (user.refusal !== undefined) {
      console.warn(`Started from the tree as it is, by the present user: ${user.refusal}`);
    }
    const port = (await freePorts(2, PORTS)) ?? 0;
    const federation = start('federation', {
      ASTERISM_FEDERATION_PORT: String(port),
      ASTERISM_ADMIN_PASSWORD: ADMIN.password,
      ASTERISM_DRAIN_SECONDS: '0',
    });
    const [, federationUrl = ''] = await federation.says(READY);
    const bff = start('bff', {
      ASTERISM_BFF_PORT: String(port + 1),
      ASTERISM_FEDERATION_URL: federationUrl,
      ASTERISM_DRAIN_SECONDS: '0',
    });
    const [, url = ''] = await bff.says(READY);
    const visit = await visitConsole(url, ADMIN);
    expect(visit).toMatchObject({ signedIn: 200, volumes: 200 });
    expect(visit.page).toContain('<title>Asterism</title>');

    await Promise.all([bff.stop(), federation.stop()]);
    expect([bff.isLeft(), federation.isLeft()]).toEqual([false, false]);
  });
});

/** The commands that run a part of what is in production. */
async function commandsInProduction(): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, 'package.json'), 'utf8');
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(text));
  const inProduction = /run-built|apps\/(federation|bff)\/src/;
  return Object.keys(scripts).filter((name) => inProduction.test(scripts[name] ?? ''));
}

describe('what has not been built', () => {
  it('says so in one line, whatever is to be started of it', async () => {
    for (const file of ['package.json', 'pnpm-lock.yaml', 'tools/run-built.sh']) {
      await cp(join(ROOT, file), join(bare, file));
    }
    const commands = await commandsInProduction();
    expect(commands).toEqual(expect.arrayContaining(['federation', 'bff', 'user']));
    for (const name of commands) {
      const refused = startNpm({ command: ['npm', 'run', '--silent', name], cwd: bare });
      const { code, stderr } = await refused.ended();
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Asterism is not built, .*"npm run build".*\n$/);
    }
  });
});
