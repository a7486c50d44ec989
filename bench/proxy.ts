import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { startReady } from '@asterism/test-stack/stack';
import { median, type Figure } from './measure.ts';
import { beside, loadInTurn, type Run, type Target } from './proxy-load.ts';
import { ANSWERS, type ROLES } from './proxy-server.ts';
import { startNginx } from './start-nginx.ts';

const SECONDS = 1.5;
const ROUNDS = 5;
const PROGRAM = join(import.meta.dirname, 'proxy-server.ts');

const started = z.object({ url: z.string() });

export async function startServer(role: (typeof ROLES)[number], upstream = '') {
  const child = spawn(process.execPath, [PROGRAM, role, upstream], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url } = started.parse(JSON.parse(String(await once(child.stdout, 'data'))));
  return { child, target: { name: role, url, pid: child.pid ?? 0, headers: [{}] } };
}

/** Signs in as a browser does. */
export async function cookieOf(url: string, password = 'of the bench'): Promise<string> {
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ username: 'admin', password }),
  });
  const [cookie = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';');
  return cookie;
}

/** The BFF as it is run, with its log and its metrics, and the session of a person. */
export async function startOurs(
  federationUrl: string,
  logFolder: string,
  env: Readonly<Record<string, string>> = {},
) {
  const app = await startReady({
    app: 'bff',
    env: {
      ASTERISM_BFF_PORT: '0',
      ASTERISM_BFF_METRICS_PORT: '0',
      ASTERISM_FEDERATION_URL: federationUrl,
      ASTERISM_DATA_DIR: join(logFolder, 'data'),
      ...env,
    },
    logFolder,
  });
  const { url } = started.parse(JSON.parse(app.stdout()));
  const headers = {
    cookie: await cookieOf(url),
    'sec-fetch-site': 'same-origin',
    accept: 'application/json',
  };
  return { app, target: { name: 'ours', url, pid: app.pid, headers: [headers] } };
}

/** What a request costs ours, beside what it costs others in the same round. */
function figuresOf(answer: string, runs: ReadonlyMap<string, readonly Run[]>): Figure[] {
  const ours = runs.get('ours');
  const bare = runs.get('http-proxy-middleware');
  const cpu = [...runs].map(
    ([name, of]) => `${name} ${median(of.map((run) => run.cpu)).toFixed(0)}`,
  );
  const what = `proxied GET of ${answer}`;
  return [
    {
      what: `${what}: requests per second beside bare http-proxy-middleware`,
      unit: 'x',
      values: beside(ours, bare, (own, other) => own.perSecond / other.perSecond),
      atLeast: 0.9,
    },
    {
      what: `${what}: p99 beside bare http-proxy-middleware`,
      unit: 'x',
      values: beside(ours, bare, (own, other) => own.p99 / other.p99),
      atMost: 1.3,
    },
    {
      what: `${what}: CPU beside bare http-proxy-middleware (us: ${cpu.join(', ')})`,
      unit: 'x',
      values: beside(ours, bare, (own, other) => own.cpu / other.cpu),
    },
    ...[...runs.keys()]
      .filter((name) => name !== 'ours' && name !== 'http-proxy-middleware')
      .map((name) => ({
        what: `${what}: requests per second beside ${name}`,
        unit: 'x',
        values: beside(ours, runs.get(name), (own, other) => own.perSecond / other.perSecond),
      })),
  ];
}

/** Reads through the BFF, signed in, and beside it through what does nothing but forward. Linux only: it reads /proc. */
export async function measureProxy(rounds = ROUNDS, seconds = SECONDS): Promise<Figure[]> {
  const logFolder = await mkdtemp(join(tmpdir(), 'asterism-bench-'));
  const children: ChildProcess[] = [];
  try {
    const upstream = await startServer('upstream');
    children.push(upstream.child);
    const bare = await startServer('http-proxy-middleware', upstream.target.url);
    const raw = await startServer('node:http', upstream.target.url);
    children.push(bare.child, raw.child);
    const nginx = await startNginx(upstream.target.url, join(logFolder, 'nginx'));
    if (nginx !== undefined) children.push(nginx.child);
    const ours = await startOurs(upstream.target.url, logFolder);
    try {
      const targets: readonly Target[] = [
        bare.target,
        ours.target,
        raw.target,
        ...(nginx === undefined ? [] : [nginx.target]),
        upstream.target,
      ];
      const figures: Figure[] = [];
      for (const [answer, path] of Object.entries(ANSWERS)) {
        figures.push(...figuresOf(answer, await loadInTurn(targets, path, { rounds, seconds })));
      }
      return figures;
    } finally {
      await ours.app.stop();
    }
  } finally {
    for (const child of children) child.kill();
    await rm(logFolder, { recursive: true });
  }
}
