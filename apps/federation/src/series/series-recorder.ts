import { SERIES_METRICS, SERIES_STEPS, type SeriesStep } from '@asterism/api-types/rules/series';
import type { SampleRow, SeriesStore } from '../store/series-store.ts';
import { valuesOf, type Sample } from './sample-fleet.ts';

export interface SeriesRecorderOptions {
  readonly store: SeriesStore;
  readonly sample: () => Promise<readonly Sample[]>;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/** Keeps what is known of the fleet, again and again. */
export interface SeriesRecorder {
  /** Keeps what is known now, unless somebody has for this time; then makes the means that are due, and removes what is too old. */
  record(): Promise<void>;
}

const [{ step: FINEST }, { step: SECOND }, { step: COARSEST, keptFor: LONGEST }] = SERIES_STEPS;

const beginning = (at: number, step: number): Date =>
  new Date(Math.floor(at / 1000 / step) * step * 1000);
const later = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000);

/** Of each place the mean of what is known; NaN where nothing is. */
function meanOf(rows: readonly SampleRow[]): Float32Array {
  const length = Math.max(...rows.map(({ values }) => values.length));
  return Float32Array.from({ length }, (_, place) => {
    const known = rows
      .map(({ values }) => values[place] ?? Number.NaN)
      .filter((value) => Number.isFinite(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

const keyOf = ({ kind, subject }: Pick<Sample, 'kind' | 'subject'>): string => `${kind} ${subject}`;

export function createSeriesRecorder(options: SeriesRecorderOptions): SeriesRecorder {
  const { store, sample, now = Date.now } = options;
  let places = new Map<string, number>();
  let recorded = Number.NaN;
  /** The five minutes in which means were last made: there are no new ones until the next. */
  let tidied = Number.NaN;

  async function rowOf(taken: readonly Sample[], at: number): Promise<Float32Array> {
    // What is not sampled is forgotten every five minutes: its place may be another's when it is sampled again.
    const isOld = beginning(at, SECOND).getTime() !== tidied;
    if (isOld || taken.some((one) => !places.has(keyOf(one)))) {
      const all = await store.place(
        taken.map(({ kind, subject }) => ({ kind, subject, metrics: [...SERIES_METRICS[kind]] })),
        new Date(at),
      );
      places = new Map(all.map((place) => [keyOf(place), place.first]));
    }
    const length = Math.max(
      0,
      ...taken.map((one) => (places.get(keyOf(one)) ?? 0) + SERIES_METRICS[one.kind].length),
    );
    const values = new Float32Array(length).fill(Number.NaN);
    for (const one of taken) values.set(valuesOf(one), places.get(keyOf(one)));
    return values;
  }

  /** Makes the means that are not there of all that is over. Who died meanwhile has left it to the next one. */
  async function makeMeans(of: SeriesStep, step: SeriesStep, at: number): Promise<void> {
    const newest = await store.newest(step);
    let from = newest === undefined ? new Date(0) : later(newest, step);
    for (;;) {
      const first = await store.firstFrom(of, from);
      if (first === undefined) return;
      const start = beginning(first.getTime(), step);
      const end = later(start, step);
      if (end.getTime() > at) return;
      const rows = await store.rows(of, { from: start, to: end });
      await store.add(step, { at: start, values: meanOf(rows) });
      from = end;
    }
  }

  return {
    async record() {
      const at = now();
      const time = beginning(at, FINEST);
      if (time.getTime() === recorded) return;
      await store.add(FINEST, { at: time, values: await rowOf(await sample(), at) });
      recorded = time.getTime();
      const period = beginning(at, SECOND).getTime();
      if (period === tidied) return;
      for (const [index, { step }] of SERIES_STEPS.entries()) {
        const finer = SERIES_STEPS[index - 1];
        if (finer !== undefined) await makeMeans(finer.step, step, at);
      }
      for (const { step, keptFor } of SERIES_STEPS) {
        // One coarse step more: nothing goes before its mean is made.
        await store.removeBefore(step, new Date(at - (keptFor + COARSEST) * 1000));
      }
      await store.forgetPlacesBefore(new Date(at - LONGEST * 1000));
      tidied = period;
    },
  };
}
