import { readFileSync } from 'node:fs';
import autocannon, { type Client } from 'autocannon';

const CONNECTIONS = 16;
const TICKS_A_SECOND = 100;
/** Until then much of a program is not compiled yet, the more the more code it has: ours took up to half as much again. */
const WARM_UP_SECONDS = 4;

/** A server that is measured. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Headers of the requests of each connection in turn. */
  readonly headers: readonly Record<string, string>[];
}

/** One run against one target. */
export interface Run {
  readonly perSecond: number;
  readonly p50: number;
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

/**
 * Has it drop the bodies. Otherwise it reads each as text, which is nothing to speak of where it is text; but 149 kB that
 * are compressed take 2.7 ms, and then what is measured is the loader.
 */
function dropBodies(client: Client): void {
  const requests: unknown = Reflect.get(client, 'pipelinedRequests');
  if (typeof requests !== 'object' || requests === null || !('addBody' in requests)) {
    throw new Error('autocannon has changed: it would measure how fast it reads');
  }
  requests.addBody = () => undefined;
}

/** Fetches the path over and over; the milliseconds of each answer, and for how many seconds that went on. */
function fire(
  { url, headers }: Target,
  path: string,
  duration: number,
): Promise<{ times: number[]; seconds: number }> {
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let clients = 0;
    const firing = autocannon(
      {
        url: url + path,
        connections: CONNECTIONS,
        duration,
        setupClient: (client) => {
          dropBodies(client);
          client.setHeaders(headers[clients % headers.length]);
          clients += 1;
        },
      },
      (error: unknown, { duration: seconds, errors }) => {
        if (error !== null && error !== undefined) return reject(error);
        if (errors > 0) return reject(new Error(`${url}: ${errors} errors`));
        return resolve({ times, seconds });
      },
    );
    firing.on('response', (_client, status, _bytes, ms) => {
      if (status !== 200) reject(new Error(`${url} answered ${status}`));
      times.push(ms);
    });
  });
}

export async function load(target: Target, path: string, duration: number): Promise<Run> {
  const before = cpuOf(target.pid);
  const fired = await fire(target, path, duration);
  const times = fired.times.toSorted((a, b) => a - b);
  const at = (part: number): number => times[Math.floor(times.length * part)] ?? Number.NaN;
  return {
    perSecond: times.length / fired.seconds,
    p50: at(0.5),
    p99: at(0.99),
    cpu: (cpuOf(target.pid) - before) / times.length,
  };
}

/** Loads all targets in turn, round by round, after a while that does not count. */
export async function loadInTurn(
  targets: readonly Target[],
  path: string,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
): Promise<ReadonlyMap<string, readonly Run[]>> {
  for (const target of targets) await load(target, path, WARM_UP_SECONDS);
  const runs = new Map(targets.map(({ name }) => [name, new Array<Run>()]));
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) {
      runs.get(target.name)?.push(await load(target, path, seconds));
    }
  }
  return runs;
}

/** What two targets have in the same rounds. */
export const beside = (
  ours: readonly Run[] = [],
  others: readonly Run[] = [],
  of: (own: Run, other: Run) => number,
): number[] =>
  ours.flatMap((own, round) => {
    const other = others[round];
    return other === undefined ? [] : [of(own, other)];
  });
