import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { attachFleet, type AttachedFleet } from './attached-fleet.ts';
import type { Figure } from './measure.ts';
import { fleetQuestions } from './questions.ts';

const CLUSTERS = 20;
interface Size {
  readonly volumes: number;
  /** Within so many milliseconds 99 of 100 answers are to be there. */
  readonly p99: number;
  /** No turn of the event loop is to be longer, in milliseconds. */
  readonly stall: number;
}
const ROUNDS = 3;
const ROUND_MS = 8000;
const PER_SECOND = 50;
const MEMORY_BUDGET_MB = 1200;

/** Seconds of CPU that a process has used. Linux only. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  // In ticks of 10 ms.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Of a process, in MB: what it has in memory now, or the most that it ever had. */
const megabytes = (pid: number, field: 'VmRSS' | 'VmHWM'): number =>
  (Number(
    new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    )?.[1],
  ) *
    1024) /
  1e6;

/** How long the longest turn of its event loop was since the last time it was asked, in milliseconds. */
async function longestStall(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const seconds = /^nodejs_eventloop_lag_max_seconds (\S+)$/m.exec(metrics)?.[1];
  return Number(seconds) * 1000;
}

interface Asking {
  readonly url: string;
  readonly headers: AttachedFleet['headers'];
  readonly dispatcher: Agent;
  readonly questions: Iterator<string>;
}

/** Asks at a fixed rate, whatever the answers take: milliseconds from when each was due to the end of its answer. */
async function ask({ url, headers, dispatcher, questions }: Asking): Promise<number[]> {
  const times: number[] = [];
  const startedAt = performance.now();
  async function one(due: number): Promise<void> {
    const answer = await request(`${url}${questions.next().value}`, {
      dispatcher,
      headers,
    });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text}`);
    times.push(performance.now() - due);
  }
  const asked: Promise<void>[] = [];
  for (let at = 0; at < ROUND_MS; at += 1000 / PER_SECOND) {
    const due = startedAt + at;
    await pause(Math.max(0, due - performance.now()));
    asked.push(one(due));
  }
  await Promise.all(asked);
  return times;
}

const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

async function measureFleet(
  { federation: { pid, url }, headers }: AttachedFleet,
  { volumes, p99, stall }: Size,
): Promise<Figure[]> {
  const asking = {
    url,
    headers,
    dispatcher: new Agent(),
    questions: fleetQuestions(volumes),
  };
  const attached = megabytes(pid, 'VmRSS');
  // The code of the answers is compiled.
  await ask(asking);
  await longestStall(url);
  const rounds: number[][] = [];
  const costs: number[] = [];
  const stalls: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = cpuSeconds(pid);
    const times = await ask(asking);
    costs.push(((cpuSeconds(pid) - before) * 1000) / times.length);
    rounds.push(times);
    stalls.push(await longestStall(url));
  }
  await asking.dispatcher.close();
  const what = `${volumes} volumes in a federation of its own`;
  const latency = (part: number): number[] => rounds.map((times) => quantile(times, part));
  return [
    {
      what: `${what}: ${PER_SECOND} questions a second over HTTP, p99`,
      unit: 'ms',
      values: latency(0.99),
      atMost: p99,
    },
    { what: `${what}: the same, median`, unit: 'ms', values: latency(0.5) },
    { what: `${what}: the same, slowest`, unit: 'ms', values: latency(1) },
    {
      what: `${what}: the same, each with its part of the walks`,
      unit: 'ms of CPU',
      values: costs,
    },
    {
      what: `${what}: its longest stall meanwhile`,
      unit: 'ms',
      values: stalls,
      atMost: stall,
    },
    { what: `${what}: memory when all are attached`, unit: 'MB', values: [attached] },
    {
      what: `${what}: most memory since it is ready`,
      unit: 'MB',
      values: [megabytes(pid, 'VmHWM')],
      atMost: MEMORY_BUDGET_MB,
    },
  ];
}

async function measureSize(size: Size): Promise<Figure[]> {
  const fleet = await attachFleet(CLUSTERS, size.volumes);
  try {
    return [
      {
        what: `${size.volumes} volumes in a federation of its own: ${CLUSTERS} clusters attached`,
        unit: 's',
        values: [fleet.seconds],
      },
      {
        what: `${size.volumes} volumes in a federation of its own: its longest stall meanwhile`,
        unit: 'ms',
        values: [await longestStall(fleet.federation.url)],
        atMost: size.stall,
      },
      ...(await measureFleet(fleet, size)),
    ];
  } finally {
    await fleet.stop();
  }
}

/** What a whole federation takes, and how soon it answers people who search, page, sort and filter while it walks. */
export const measureQueries = (): Promise<Figure[]> =>
  measureSize({ volumes: 100_000, p99: 15, stall: 50 });
export const measureQueriesOfMillion = (): Promise<Figure[]> =>
  measureSize({ volumes: 1_000_000, p99: 40, stall: 100 });
