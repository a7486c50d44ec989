import { brotliCompressSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { attachFleet, type AttachedFleet } from './attached-fleet.ts';
import { median, type Figure } from './measure.ts';

const CLUSTERS = 5;
const ROUNDS = 7;
const QUESTIONS = 60;
/** Times the answer of the smallest fleet takes. */
const BUDGET = 4;
const BYTES_BUDGET = 1.05;

const SORTS = ['name', 'size', 'state', 'project', 'created'] as const;

/** A part of something, another one each time. */
const part = (n: number, of: number): number => Math.floor((of * ((n * 37) % 997)) / 997);

/**
 * What people ask most: where the list begins, where it is scrolled to, and what they search. Each answer has a whole
 * page, and but for the first page nobody has asked for it before.
 */
const KINDS: Readonly<Record<string, (n: number, volumes: number) => string>> = {
  'the first page': () => 'sort=name',
  'a page anywhere': (n, volumes) => `sort=name&offset=${part(n, volumes)}`,
  'a search': (n) => `search=data&sort=${SORTS[n % SORTS.length]}&offset=${n % 97}`,
};

interface SizedFleet extends AttachedFleet {
  readonly volumes: number;
}

const pathOf = (question: string): string => `/api/v2/fleet/volumes?limit=50&${question}`;

/** Milliseconds to the end of an answer, half of which take no longer. */
async function timeOf(
  { federation, headers, volumes }: SizedFleet,
  kind: (n: number, volumes: number) => string,
  round: number,
  dispatcher: Agent,
): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < QUESTIONS; n += 1) {
    const startedAt = performance.now();
    const url = federation.url + pathOf(kind(round * QUESTIONS + n, volumes));
    const answer = await request(url, { dispatcher, headers });
    const text = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(text);
    times.push(performance.now() - startedAt);
  }
  return median(times);
}

/** The bytes of the list's first page: as they are answered, and compressed. */
async function bytesOf({ federation, headers }: SizedFleet): Promise<readonly [number, number]> {
  const answer = await request(federation.url + pathOf('sort=name'), { headers });
  const page = Buffer.from(await answer.body.arrayBuffer());
  return [page.length, brotliCompressSync(page).length];
}

/** All sizes in turn, round by round, and of each what it takes of the smallest's. */
async function timesOf(
  fleets: readonly SizedFleet[],
  what: string,
  dispatcher: Agent,
): Promise<Figure[]> {
  const kind = KINDS[what] ?? (() => '');
  const rounds: number[][] = [];
  // In the first round code is compiled, and orders are made.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times: number[] = [];
    for (const fleet of fleets) times.push(await timeOf(fleet, kind, round, dispatcher));
    rounds.push(times);
  }
  rounds.shift();
  const few = rounds.map(([time = Number.NaN]) => time);
  return fleets.slice(1).map(({ volumes }, at) => ({
    what: `${volumes} volumes, ${what}: time over HTTP (${median(few).toFixed(1)} ms of ${fleets[0]?.volumes})`,
    unit: 'x',
    values: rounds.map((times, round) => (times[at + 1] ?? 0) / (few[round] ?? Number.NaN)),
    atMost: BUDGET,
  }));
}

async function measureSizes(sizes: readonly number[]): Promise<Figure[]> {
  const fleets: SizedFleet[] = [];
  const dispatcher = new Agent();
  try {
    for (const volumes of sizes) {
      fleets.push({ ...(await attachFleet(CLUSTERS, volumes)), volumes });
    }
    const figures: Figure[] = [];
    for (const what of Object.keys(KINDS)) {
      figures.push(...(await timesOf(fleets, what, dispatcher)));
    }
    const [few, ...more] = await Promise.all(fleets.map(bytesOf));
    for (const [at, what] of ['', ', compressed'].entries()) {
      for (const [n, bytes] of more.entries()) {
        figures.push({
          what: `${sizes[n + 1]} volumes, the first page${what}: bytes (${few?.[at]} of ${sizes[0]})`,
          unit: 'x',
          values: [(bytes[at] ?? 0) / (few?.[at] ?? Number.NaN)],
          atMost: BYTES_BUDGET,
        });
      }
    }
    return figures;
  } finally {
    await dispatcher.close();
    for (const fleet of fleets) await fleet.stop();
  }
}

/** How the time of an answer over HTTP and the bytes of a list's first page grow with the fleet. */
export const measureGrowth = (): Promise<Figure[]> => measureSizes([1000, 10_000, 100_000]);
export const measureGrowthToMillion = (): Promise<Figure[]> =>
  measureSizes([1000, 10_000, 100_000, 1_000_000]);
