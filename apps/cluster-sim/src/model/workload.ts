import { doneBetween, type Activity } from './activity.ts';
import { hashOf, unitAt } from './hash.ts';
import type { VolumeRecord } from './volume-record.ts';

export const DIRECTIONS = ['read', 'write'] as const;
export type Direction = (typeof DIRECTIONS)[number];
/** Requests by their length, as a cluster counts them. */
export const SIZE_CLASSES = ['0_1K', '1K_8K', '8K_32K', '32K_128K'] as const;
export type SizeClass = (typeof SIZE_CLASSES)[number];
export const QUANTITIES = ['requests', 'bytes', 'microseconds'] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** Counters of a volume or of many: one number for each direction, class and quantity. */
export type Counters = Float64Array;
export const newCounters = (): Counters =>
  new Float64Array(DIRECTIONS.length * SIZE_CLASSES.length * QUANTITIES.length);

export function addCounters(total: Counters, counters: Counters, sign: 1 | -1): void {
  for (let index = 0; index < total.length; index += 1) {
    total[index] = (total[index] ?? 0) + sign * (counters[index] ?? 0);
  }
}

/** Where in the counters a number is. */
export const counterIndex = (direction: Direction, sizeClass: SizeClass, what: Quantity): number =>
  (DIRECTIONS.indexOf(direction) * SIZE_CLASSES.length + SIZE_CLASSES.indexOf(sizeClass)) *
    QUANTITIES.length +
  QUANTITIES.indexOf(what);

/** What hosts do to the volumes of a cluster: it follows from a seed and the time, and nothing is remembered. */
export interface Workload {
  /** Since the volume was created. */
  readonly countersOf: (volume: VolumeRecord, now: number) => Counters;
  /** Bytes that hosts have written, of one replica and before compression. */
  readonly usedOf: (volume: VolumeRecord, now: number) => bigint;
}

const REQUEST_BYTES = [512, 4096, 16_384, 65_536] as const;
const MICROSECONDS: Readonly<Record<Direction, readonly number[]>> = {
  read: [95, 110, 150, 280],
  write: [70, 85, 130, 250],
};
/** What the requests of a volume are like: a database, a file system, a stream. Parts of them by class. */
const MIXES = [
  [0.02, 0.68, 0.25, 0.05],
  [0.05, 0.4, 0.35, 0.2],
  [0.01, 0.09, 0.2, 0.7],
] as const;
const IOPS = { least: 2, most: 800 };
/** How much of what is written is new: the rest overwrites. */
const NEW_PART = { least: 0.002, most: 0.05 };
/** How full hosts let a volume become. */
const FULLEST = 0.95;
/** Some volumes are used at night, by backups. */
const NIGHTLY = 0.12;

/** Between the two, each order of magnitude as probable as the other. */
const between = ({ least, most }: { least: number; most: number }, part: number): number =>
  least * (most / least) ** part;

/** What is used, and when, of one volume. */
interface Use {
  readonly activity: Readonly<Record<Direction, Activity>>;
  /** Requests a second, by direction. */
  readonly iops: Readonly<Record<Direction, number>>;
  readonly mix: readonly number[];
  readonly slowness: number;
  readonly newPart: number;
}

function useOf(seed: number, { UUID }: VolumeRecord): Use {
  const own = hashOf(UUID, seed);
  const part = (n: number): number => unitAt(own, n);
  const reads = 0.45 + 0.45 * part(0);
  const iops = between(IOPS, part(1));
  const peakHour = (part(2) < NIGHTLY ? 2 : 14) + 3 * (part(3) - 0.5);
  return {
    activity: {
      read: { seed: hashOf('read', own), peakHour },
      write: { seed: hashOf('write', own), peakHour: peakHour + 1 },
    },
    iops: { read: iops * reads, write: iops * (1 - reads) },
    mix: MIXES[Math.floor(part(4) * MIXES.length)] ?? MIXES[0],
    slowness: 0.8 + 0.6 * part(5),
    newPart: between(NEW_PART, part(6)),
  };
}

/** Without a connected host nobody reads or writes. */
const isUsed = ({ connectedHosts }: VolumeRecord): boolean => connectedHosts.length > 0;

export function createWorkload(seed: number): Workload {
  return {
    countersOf(volume, now) {
      const counters = newCounters();
      if (!isUsed(volume)) return counters;
      const { activity, iops, mix, slowness } = useOf(seed, volume);
      const created = Date.parse(volume.creationTime);
      let index = 0;
      for (const direction of DIRECTIONS) {
        const done = doneBetween(activity[direction], created, now);
        for (const [ofClass, part] of mix.entries()) {
          const requests = Math.floor(iops[direction] * part * done.busy);
          const waited = iops[direction] * part * done.waited;
          counters[index] = requests;
          counters[index + 1] = requests * (REQUEST_BYTES[ofClass] ?? 0);
          counters[index + 2] = Math.floor(
            waited * slowness * (MICROSECONDS[direction][ofClass] ?? 0),
          );
          index += QUANTITIES.length;
        }
      }
      return counters;
    },
    usedOf(volume, now) {
      const room = Number(volume.size) * FULLEST - Number(volume.used);
      if (!isUsed(volume) || room <= 0) return volume.used;
      const { activity, iops, mix, newPart } = useOf(seed, volume);
      const { busy } = doneBetween(activity.write, volume.usedSince, now);
      const bytes = mix.reduce((sum, part, index) => sum + part * (REQUEST_BYTES[index] ?? 0), 0);
      // The fuller a volume is, the more of what is written overwrites.
      const filled = room * -Math.expm1((-busy * iops.write * bytes * newPart) / room);
      return volume.used + (BigInt(Math.floor(filled)) & ~4095n);
    },
  };
}
