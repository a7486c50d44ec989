import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { createInventory, type Inventory } from '@asterism/federation/inventory/inventory';
import { answerNaively } from '@asterism/federation/test-support/naive-answer';
import { listLargeClusters, type LargeListing } from './many-volumes.ts';
import { median, type Figure } from './measure.ts';

/** Here the plainest thing is measured too: it keeps all volumes as objects, and looks at each. */
const NAIVE_AT = 100_000;
const CLUSTERS = 10;
const SAMPLES = 5;
/** The clock of the CPU is too coarse for a single question. */
const RUNS = 20;
const NAIVE_RUNS = 3;
const FIRST_RUNS = 8;
const BYTES_BUDGET = 250;
const TURN_BUDGET_MS = 50;
const USUAL_MS = 1;
const ANY_MS = 35;

interface Asked {
  readonly question: Partial<FleetVolumesQuestion>;
  /** How far down the page is, as a part of all that match. */
  readonly depth?: number;
  readonly budget?: number;
}

const QUESTIONS: Readonly<Record<string, Asked>> = {
  'the first page': { question: {}, budget: USUAL_MS },
  'a page in the middle, by size': { question: { sort: 'size' }, depth: 0.5, budget: USUAL_MS },
  'the last page, by creation': { question: { sort: 'created', order: 'desc' }, depth: 0.99 },
  'a page in the middle, by state': { question: { sort: 'state' }, depth: 0.5 },
  'one project': { question: { project: ['acme'] }, budget: USUAL_MS },
  'one project, in the middle': { question: { project: ['acme'] }, depth: 0.5 },
  'failed ones, by cluster': { question: { state: ['Failed'], sort: 'cluster' } },
  'search for a word of a name': { question: { search: 'orders' } },
  'search for a rare word': { question: { search: 'disk-4242' } },
  'search for a common word': { question: { search: 'pvc-' } },
  'search for one letter': { question: { search: 'a' } },
  'search for two letters': { question: { search: 'pg' } },
  'search for a label': { question: { search: 'env=prod' } },
  'search for a host': { question: { search: 'nqn.2014' } },
  'search for the beginning of a UUID': { question: { search: '4f1' } },
  'search for a part of a UUID': { question: { search: '1a2b' } },
  'search for two words': { question: { search: 'pg prod' } },
  'search and filter': {
    question: { search: 'data', state: ['Available'], sort: 'created' },
  },
};

setFlagsFromString('--expose-gc');
const collectGarbage = (): unknown => runInNewContext('gc()');

async function bytesUsed(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    await nextTurn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Milliseconds of CPU of this thread: what else the machine does has no part in them. */
function cpuTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The longest turn of the event loop, until it is stopped. */
function watchTurns(): () => number {
  let longest = 0;
  let before = cpuTime();
  let isOver = false;
  const watch = (): void => {
    const now = cpuTime();
    longest = Math.max(longest, now - before);
    before = now;
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  return () => {
    isOver = true;
    return longest;
  };
}

/** Walks a cluster as the loader does. */
async function walk(inventory: Inventory, listing: LargeListing): Promise<number> {
  const walking = inventory.walk(listing.clusterId);
  let taken = 0;
  for (const page of listing.pages()) {
    // Making a page is not the inventory's.
    await nextTurn();
    walking.beginPage();
    const startedAt = cpuTime();
    walking.takePage(page);
    taken += cpuTime() - startedAt;
    await nextTurn();
  }
  const startedAt = cpuTime();
  await walking.commit();
  return taken + cpuTime() - startedAt;
}

const questionOf = ({ question, depth = 0 }: Asked, total = 0): FleetVolumesQuestion => ({
  sort: 'name',
  order: 'asc',
  limit: 50,
  offset: Math.floor(total * depth),
  ...question,
});

/** The time of one run, as often as there are samples, each of them of several runs. */
function timesOf(samples: number, runs: number, run: () => unknown, warmUps = 1): number[] {
  for (let i = 0; i < warmUps; i += 1) run();
  return Array.from({ length: samples }, () => {
    const startedAt = cpuTime();
    for (let i = 0; i < runs; i += 1) run();
    return (cpuTime() - startedAt) / runs;
  });
}

/** More words than the inventory keeps what it found of; they are in no volume, and cost next to nothing. */
const FLEETING = Array.from({ length: 32 }, (_, n) => `zzq${n}x`);
function forgetFound(inventory: Inventory): void {
  for (const search of FLEETING) inventory.ask(questionOf({ question: { search } }), undefined);
}

/** The time of a question that is asked for the first time, and of one that is asked again or goes on from another. */
function questionFigures(inventory: Inventory, size: number): Figure[] {
  return Object.entries(QUESTIONS).flatMap(([what, asked]): Figure[] => {
    const { total } = inventory.ask(questionOf(asked), undefined);
    const question = questionOf(asked, total);
    const figure = (how: string, values: number[]): Figure => ({
      what: `${size} volumes: ${what}${how}`,
      unit: 'ms of CPU',
      values,
      atMost: asked.budget ?? ANY_MS,
    });
    const again = figure(
      '',
      timesOf(SAMPLES, RUNS, () => inventory.ask(question, undefined)),
    );
    if (asked.question.search === undefined) return [again];
    const forgetting = median(timesOf(SAMPLES, FIRST_RUNS, () => forgetFound(inventory)));
    const both = timesOf(SAMPLES, FIRST_RUNS, () => {
      forgetFound(inventory);
      inventory.ask(question, undefined);
    });
    const first = both.map((time) => Math.max(0, time - forgetting));
    return [figure(', for the first time', first), { ...again, what: `${again.what}, again` }];
  });
}

/** How many times longer the plainest answer takes, question by question. */
function naiveFigures(inventory: Inventory, listings: readonly LargeListing[]): Figure[] {
  const all: Volume[] = [];
  for (const listing of listings) {
    const { clusterId } = listing;
    for (const page of listing.pages())
      for (const volume of page) all.push({ ...volume, clusterId });
  }
  return Object.entries(QUESTIONS).map(([what, asked]) => {
    const question = questionOf(asked, all.length / 2);
    const naive = timesOf(NAIVE_RUNS, 1, () => answerNaively(all, question, undefined));
    const own = timesOf(NAIVE_RUNS, RUNS, () => inventory.ask(question, undefined));
    return {
      what: `${all.length} volumes, part of the plainest answer's time: ${what}`,
      unit: 'x',
      values: own.map((time, run) => time / (naive[run] ?? Number.NaN)),
      atMost: 1,
    };
  });
}

function changeFigure(
  inventory: Inventory,
  [listing]: readonly LargeListing[],
  size: number,
): Figure {
  const [page = []] = listing?.pages() ?? [];
  let n = 0;
  const change = (): void => {
    const volume = page[n % page.length];
    n += 1;
    if (listing === undefined || volume === undefined) return;
    const facts = { name: `renamed-${n}`, size: String(n * 4096), state: 'Updating' } as const;
    inventory.put(listing.clusterId, { ...volume, ...facts });
  };
  return {
    what: `${size} volumes: one that changes its name, size and state`,
    unit: 'ms of CPU',
    values: timesOf(SAMPLES, 100, change),
    atMost: 1,
  };
}

interface Reading {
  readonly milliseconds: number;
  /** The longest one of the event loop meanwhile. */
  readonly turn: number;
}

async function measureSize(size: number): Promise<Figure[]> {
  const listings = listLargeClusters(CLUSTERS, size);
  const before = await bytesUsed();
  const inventory = createInventory(() => {});
  const readAll = async (): Promise<Reading> => {
    const longestTurn = watchTurns();
    const asking = setInterval(() => {
      inventory.ask(questionOf({ question: { search: 'orders' } }), undefined);
    }, 100);
    let milliseconds = 0;
    for (const listing of listings) milliseconds += await walk(inventory, listing);
    clearInterval(asking);
    return { milliseconds, turn: longestTurn() };
  };
  for (const { clusterId, name } of listings) inventory.nameCluster(clusterId, name, new Date(0));
  const first = await readAll();
  // It collects garbage, which is no turn of the inventory's.
  const bytes = (await bytesUsed()) - before;
  const second = await readAll();
  const perVolume = (what: string, milliseconds: number, atMost: number): Figure => ({
    what: `${size} volumes: ${what}`,
    unit: 'us of CPU',
    values: [(milliseconds * 1000) / size],
    // Of few, most is the time until the code is compiled.
    ...(size < NAIVE_AT ? {} : { atMost }),
  });
  return [
    {
      what: `${size} volumes: memory of each, with its index`,
      unit: 'bytes',
      values: [bytes / size],
      // Of few, the empty lists of the index count most.
      ...(size < NAIVE_AT ? {} : { atMost: BYTES_BUDGET }),
    },
    perVolume('first walk', first.milliseconds, 40),
    {
      what: `${size} volumes: a page by protection, for the first time`,
      unit: 'ms of CPU',
      values: timesOf(
        1,
        1,
        () => inventory.ask(questionOf({ question: { sort: 'protection' } }), undefined),
        0,
      ),
      atMost: ANY_MS,
    },
    perVolume('walk in which nothing has changed', second.milliseconds, 15),
    {
      what: `${size} volumes: longest turn while they are read twice and asked for`,
      unit: 'ms of CPU',
      values: [first.turn, second.turn],
      atMost: TURN_BUDGET_MS,
    },
    ...questionFigures(inventory, size),
    ...(size === NAIVE_AT ? naiveFigures(inventory, listings) : []),
    changeFigure(inventory, listings, size),
  ];
}

/** What the inventory costs, and how that grows: in memory, in time for each kind of question, and in turns of the event loop. */
export async function measureInventory(sizes = [1000, 100_000]): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measureSize(size)));
  return figures;
}
export const measureInventoryOfMillion = (): Promise<Figure[]> => measureInventory([1_000_000]);
