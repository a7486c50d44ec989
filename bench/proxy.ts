import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { z } from 'zod/mini';
import { startReady } from '@asterism/test-stack/stack';
import { median, type Figure } from './measure.ts';
import { ANSWERS, type ROLES } from './proxy-server.ts';

const CONNECTIONS = 16;
const SECONDS = 2;
const ROUNDS = 9;
const PROGRAM = join(import.meta.dirname, 'proxy-server.ts');
const TICKS_A_SECOND = 100;

const started = z.object({ url: z.string() });

interface Target {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  readonly headers: Record<string, string>;
}

/** One run against one target. */
interface Run {
  readonly perSecond: number;
  readonly p99: number;
  /** Microseconds of CPU that the target itself took for a request. */
  readonly cpu: number;
}

/** Microseconds of CPU that the process has taken. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1e6;
}

/** Fetches the path over and over; the milliseconds of each answer, and for how many seconds that went on. */
function fire(options: autocannon.Options): Promise<{ times: number[]; seconds: number }> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    const firing = autocannon(options, (error: unknown, { duration, errors }) => {
      if (error !== null && error !== undefined) return reject(error);
      if (errors > 0) return reject(new Error(`${options.url}: ${errors} errors`));
      return resolve({ times, seconds: duration });
    });
    firing.on('response', (_client, status, _bytes, ms) => {
      if (status !== 200) reject(new Error(`${options.url} answered ${status}`));
      times.push(ms);
    });
  });
}

async function load({ url, pid, headers }: Target, path: string, duration: number): Promise<Run> {
  const before = cpuOf(pid);
  const fired = await fire({ url: url + path, connections: CONNECTIONS, duration, headers });
  const times = fired.times.toSorted((a, b) => a - b);
  return {
    perSecond: times.length / fired.seconds,
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    cpu: (cpuOf(pid) - before) / times.length,
  };
}

async function startServer(role: (typeof ROLES)[number], upstream = '') {
  const child = spawn(process.execPath, [PROGRAM, role, upstream], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url } = started.parse(JSON.parse(String(await once(child.stdout, 'data'))));
  return { child, target: { name: role, url, pid: child.pid ?? 0, headers: {} } };
}

/** Signs in as a browser does. */
export async function cookieOf(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ username: 'admin', password: 'of the bench' }),
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
  return { app, target: { name: 'ours', url, pid: app.pid, headers } };
}

/** What a request costs ours, beside what it costs others in the same round. */
function figuresOf(answer: string, runs: ReadonlyMap<string, readonly Run[]>): Figure[] {
  const ours = runs.get('ours') ?? [];
  const bare = runs.get('http-proxy-middleware') ?? [];
  const beside = (others: readonly Run[], of: (own: Run, other: Run) => number): number[] =>
    ours.flatMap((own, round) => {
      const other = others[round];
      return other === undefined ? [] : [of(own, other)];
    });
  const cpu = [...runs].map(
    ([name, of]) => `${name} ${median(of.map((run) => run.cpu)).toFixed(0)}`,
  );
  const what = `proxied GET of ${answer}`;
  return [
    {
      what: `${what}: requests per second beside bare http-proxy-middleware`,
      unit: 'x',
      values: beside(bare, (own, other) => own.perSecond / other.perSecond),
      atLeast: 0.9,
    },
    {
      what: `${what}: p99 beside bare http-proxy-middleware`,
      unit: 'x',
      values: beside(bare, (own, other) => own.p99 / other.p99),
      atMost: 1.3,
    },
    {
      what: `${what}: CPU beside bare http-proxy-middleware (us: ${cpu.join(', ')})`,
      unit: 'x',
      values: beside(bare, (own, other) => own.cpu / other.cpu),
    },
    ...[...runs.keys()]
      .filter((name) => name !== 'ours' && name !== 'http-proxy-middleware')
      .map((name) => ({
        what: `${what}: requests per second beside ${name}`,
        unit: 'x',
        values: beside(runs.get(name) ?? [], (own, other) => own.perSecond / other.perSecond),
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
    const ours = await startOurs(upstream.target.url, logFolder);
    try {
      const targets: readonly Target[] = [bare.target, ours.target, raw.target, upstream.target];
      const figures: Figure[] = [];
      for (const [answer, path] of Object.entries(ANSWERS)) {
        for (const target of targets) await load(target, path, seconds);
        const runs = new Map(targets.map(({ name }) => [name, new Array<Run>()]));
        for (let round = 0; round < rounds; round += 1) {
          for (const target of targets) {
            runs.get(target.name)?.push(await load(target, path, seconds));
          }
        }
        figures.push(...figuresOf(answer, runs));
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
