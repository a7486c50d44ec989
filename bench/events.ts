import { once } from 'node:events';
import { fork, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod/mini';
import { until } from '@asterism/test-stack/until';
import { now, report, type order } from './events-reader.ts';
import { WAYS } from './events-server.ts';
import { median, type Figure } from './measure.ts';
import { cookieOf, startOurs } from './proxy.ts';
import type { ProcessReport } from './report-memory.ts';

/** A session may have 16 streams, a browser has one. Signing in takes longer than all the rest. */
const MANY = 10_000;
const SESSIONS = Number(process.env['BENCH_SESSIONS'] ?? 1_000);
const SIZES: Record<(typeof WAYS)[number], readonly { streams: number; sessions: number }[]> = {
  'one connection for all': [
    { streams: MANY, sessions: MANY / 16 },
    { streams: SESSIONS, sessions: SESSIONS },
  ],
  'one connection a session': [{ streams: 500, sessions: 500 }],
};
const READERS = 2;
const CHANGES = 20;
const BETWEEN_MS = 250;
const SETTLE_MS = 1500;
const PROGRAM = join(import.meta.dirname, 'events-server.ts');
const READER = join(import.meta.dirname, 'events-reader.ts');

const started = z.object({ url: z.string() });
const processReport = z.object({ kib: z.number(), stallMs: z.number() });

/** The environment in which a process reports its memory. */
const reportingTo = (file: string): Record<string, string> => ({
  NODE_OPTIONS: `--expose-gc --import=${join(import.meta.dirname, 'report-memory.ts')}`,
  BENCH_MEMORY_FILE: file,
});

/** How a process stands once it has settled. */
async function reportOf(pid: number, file: string): Promise<ProcessReport> {
  await pause(SETTLE_MS);
  await rm(file, { force: true });
  process.kill(pid, 'SIGWINCH');
  const text = await until('the memory', async () =>
    existsSync(file) ? readFileSync(file, 'utf8') : undefined,
  );
  return processReport.parse(JSON.parse(text));
}

/** Open streams, in processes of their own. */
interface Streams {
  /** Milliseconds from a change in the federation until each stream has it. */
  delaysOf(change: () => Promise<unknown>): Promise<number[]>;
  close(): Promise<void>;
}

async function openStreams(
  url: string,
  cookies: readonly string[],
  count: number,
): Promise<Streams> {
  const each = Math.ceil(count / READERS);
  const readers = Array.from({ length: READERS }, () => fork(READER, { stdio: 'inherit' }));
  const reports = (): Promise<number[]> =>
    Promise.all(
      readers.map(async (reader) => report.parse((await once(reader, 'message'))[0])),
    ).then((all) => all.flat());
  const opened = reports();
  for (const [at, reader] of readers.entries()) {
    const own = Array.from(
      { length: Math.min(each, count - at * each) },
      (_, n) => cookies[(at * each + n) % cookies.length] ?? '',
    );
    reader.send({ url, cookies: own } satisfies z.infer<typeof order>);
  }
  await opened;
  return {
    delaysOf: async (change) => {
      const received = reports();
      const at = now();
      await change();
      return (await received).map((time) => time - at);
    },
    close: async () => {
      for (const reader of readers) reader.disconnect();
      await Promise.all(readers.map((reader) => once(reader, 'exit')));
      await pause(SETTLE_MS);
    },
  };
}

/** The same over several changes, in their order. */
async function delaysOf(federationUrl: string, streams: Streams): Promise<number[]> {
  const delays: number[] = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const publish = () => fetch(`${federationUrl}/publish`, { method: 'POST' });
    delays.push(...(await streams.delaysOf(publish)));
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
    const sizes = SIZES[way];
    const cookies = await signInTimes(
      target.url,
      Math.max(...sizes.map(({ sessions }) => sessions)),
    );
    const memoryOfBoth = async () => ({
      BFF: await reportOf(pids.BFF, files.BFF),
      federation: await reportOf(pids.federation, files.federation),
    });
    const figures: Figure[] = [];
    // What the processes need once, they need now.
    await (await openStreams(target.url, cookies, cookies.length)).close();
    for (const { streams: size, sessions } of sizes) {
      const what = `events, ${way}, ${size} streams of ${sessions} sessions`;
      const before = await memoryOfBoth();
      const streams = await openStreams(target.url, cookies.slice(0, sessions), size);
      const during = await memoryOfBoth();
      const perStream = (name: keyof typeof pids): Figure => ({
        what: `${what}: memory a stream in the ${name}`,
        unit: 'KiB',
        values: [(during[name].kib - before[name].kib) / size],
        ...(way === WAYS[0] ? { atMost: 32 } : {}),
      });
      figures.push(perStream('BFF'), perStream('federation'));
      const delays = await delaysOf(federationUrl, streams);
      const p95 = delays[Math.floor(delays.length * 0.95)] ?? Number.NaN;
      const { BFF } = await memoryOfBoth();
      const isOurs = way === WAYS[0];
      figures.push(
        { what: `${what}: a change, p50 over the streams`, unit: 'ms', values: [median(delays)] },
        {
          what: `${what}: a change, p95 over the streams`,
          unit: 'ms',
          values: [p95],
          ...(isOurs ? { atMost: 50 } : {}),
        },
        {
          what: `${what}: longest stall of the BFF in ${CHANGES} changes`,
          unit: 'ms',
          values: [BFF.stallMs],
          ...(isOurs ? { atMost: 50 } : {}),
        },
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
