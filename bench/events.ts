import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod/mini';
import { until } from '@asterism/test-stack/until';
import { WAYS } from './events-server.ts';
import { median, type Figure } from './measure.ts';
import { cookieOf, startOurs } from './proxy.ts';

const STREAMS = Number(process.env['BENCH_STREAMS'] ?? 1000);
/** A browser has one stream a session; this many is what one session may have. */
const MANY = 16;
const CHANGES = 20;
const BETWEEN_MS = 250;
const SETTLE_MS = 1500;
const PROGRAM = join(import.meta.dirname, 'events-server.ts');

const started = z.object({ url: z.string() });

/** The environment in which a process reports its memory. */
const reportingTo = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--expose-gc --import=${join(import.meta.dirname, 'report-memory.ts')}`,
  BENCH_MEMORY_FILE: file,
});

/** KiB of memory that JavaScript has in the process, without its garbage. */
async function memoryOf(pid: number, file: string): Promise<number> {
  await pause(SETTLE_MS);
  await rm(file, { force: true });
  process.kill(pid, 'SIGWINCH');
  const text = await until('the memory', async () =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return Number(text);
}

/** Open streams, as cheap as they can be here: what is measured is on the other side. */
interface Streams {
  readonly sockets: readonly Socket[];
  /** When each got the newest change. */
  readonly receivedAt: Float64Array;
  received(): number;
  reset(): void;
  close(): Promise<void>;
}

async function openStreams(
  url: string,
  cookies: readonly string[],
  count: number,
): Promise<Streams> {
  const { hostname, port, host } = new URL(url);
  const receivedAt = new Float64Array(count);
  let received = 0;
  let opened = 0;
  const sockets: Socket[] = [];
  for (let n = 0; n < count; n += 1) {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.write(
      `GET /events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookies[n % cookies.length]}\r\n` +
        'Sec-Fetch-Site: same-origin\r\nAccept: text/event-stream\r\n\r\n',
    );
    socket.on('data', (bytes) => {
      if (bytes.includes('retry: ')) opened += 1;
      if (!bytes.includes('"type":"volumes"')) return;
      receivedAt[n] = performance.now();
      received += 1;
    });
    if (n % 100 === 99) await until('the streams to open', async () => opened > n || undefined);
  }
  await until('all streams to open', async () => opened === count || undefined);
  return {
    sockets,
    receivedAt,
    received: () => received,
    reset: () => {
      received = 0;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await pause(SETTLE_MS);
    },
  };
}

/** Milliseconds from a change in the federation until each stream has it, over several changes. */
async function delaysOf(federationUrl: string, streams: Streams): Promise<number[]> {
  const delays: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    streams.reset();
    const at = performance.now();
    await fetch(`${federationUrl}/publish`, { method: 'POST' });
    const all = streams.sockets.length;
    await until('the change at every stream', async () => streams.received() >= all || undefined);
    for (const time of streams.receivedAt) delays.push(time - at);
    await pause(BETWEEN_MS);
  }
  return delays.toSorted((a, b) => a - b);
}

async function signInTimes(url: string, times: number): Promise<string[]> {
  const cookies: string[] = [];
  while (cookies.length < times) {
    const some = Array.from({ length: Math.min(8, times - cookies.length) }, () => cookieOf(url));
    cookies.push(...(await Promise.all(some)));
  }
  return cookies;
}

/** What streams cost in BFF and federation when the BFF follows the events in this way. */
async function measureWay(way: (typeof WAYS)[number]): Promise<Figure[]> {
  const logFolder = await mkdtemp(join(tmpdir(), 'asterism-bench-'));
  const dataDir = join(logFolder, 'data');
  const files = { BFF: join(logFolder, 'bff.kib'), federation: join(logFolder, 'federation.kib') };
  const federation = spawn(process.execPath, [PROGRAM, way, dataDir], {
    env: { ...process.env, NODE_ENV: 'production', ...reportingTo(files.federation) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { url: federationUrl } = started.parse(
      JSON.parse(String(await once(federation.stdout, 'data'))),
    );
    const { app, target } = await startOurs(federationUrl, logFolder, {
      ...reportingTo(files.BFF),
      ASTERISM_BFF_MAX_CONNECTIONS: '19000',
      ASTERISM_BFF_MAX_CONNECTIONS_PER_ADDRESS: '19000',
    });
    const pids = { BFF: target.pid, federation: federation.pid ?? 0 };
    const cookies = await signInTimes(target.url, STREAMS);
    const memoryOfBoth = async () => ({
      BFF: await memoryOf(pids.BFF, files.BFF),
      federation: await memoryOf(pids.federation, files.federation),
    });
    const figures: Figure[] = [];
    // What the processes need once, they need now.
    await (await openStreams(target.url, cookies, Math.ceil(STREAMS / 10))).close();
    for (const [title, of] of [
      [`${MANY} streams a session`, cookies.slice(0, Math.ceil(STREAMS / MANY))],
      ['one stream a session', cookies],
    ] as const) {
      const what = `events, ${way}, ${STREAMS} streams, ${title}`;
      const before = await memoryOfBoth();
      const streams = await openStreams(target.url, of, STREAMS);
      const during = await memoryOfBoth();
      const perStream = (name: keyof typeof pids): Figure => ({
        what: `${what}: memory a stream in the ${name}`,
        unit: 'KiB',
        values: [(during[name] - before[name]) / STREAMS],
        ...(way === WAYS[0] ? { atMost: 32 } : {}),
      });
      figures.push(perStream('BFF'), perStream('federation'));
      const delays = await delaysOf(federationUrl, streams);
      const p95 = delays[Math.floor(delays.length * 0.95)] ?? Number.NaN;
      figures.push(
        { what: `${what}: a change, p50 over the streams`, unit: 'ms', values: [median(delays)] },
        { what: `${what}: a change, p95 over the streams`, unit: 'ms', values: [p95] },
      );
      await streams.close();
    }
    await app.stop();
    return figures;
  } finally {
    federation.kill();
    await rm(logFolder, { recursive: true });
  }
}

/**
 * What open pages cost: memory for each stream, and how long a change takes to reach all of them, by one connection to
 * the federation and by one for each session. Memory is what JavaScript holds: the
 * kernel's buffers come on top.
 */
export async function measureEvents(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const way of WAYS) figures.push(...(await measureWay(way)));
  return figures;
}
