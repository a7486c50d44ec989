import { and, asc, desc, eq, gte, lt, sql } from 'drizzle-orm';
import type { SeriesStep } from '@asterism/api-types/rules/series';
import type { Orm } from '@asterism/database/database';
import { inLockedTransaction } from './locked-transaction.ts';
import { samples, seriesPlaces } from './series-schema.ts';

/** Where the values of a subject are in each row. A subject of which other metrics are sampled now has another place. */
export type SeriesPlace = typeof seriesPlaces.$inferSelect;
export type PlaceWanted = Omit<SeriesPlace, 'first'>;

/** What was known at a time, by place; NaN where nothing was. */
export interface SampleRow {
  readonly at: Date;
  readonly values: Float32Array;
}

/** The history of the fleet. */
export interface SeriesStore {
  /** All places, after those that were wanted and not there have got one. */
  place(wanted: readonly PlaceWanted[]): Promise<SeriesPlace[]>;
  placesOf(subject: Pick<PlaceWanted, 'kind' | 'subject'>): Promise<SeriesPlace[]>;
  /** Keeps a row; the first one of a time stays. */
  add(step: SeriesStep, row: SampleRow): Promise<void>;
  /** The time of the first row from then on. */
  firstFrom(step: SeriesStep, from: Date): Promise<Date | undefined>;
  newest(step: SeriesStep): Promise<Date | undefined>;
  /** The rows from one time to before another, or of each the part that is at a place, the oldest first. */
  rows(
    step: SeriesStep,
    range: { readonly from: Date; readonly to: Date },
    place?: Pick<SeriesPlace, 'first' | 'metrics'>,
  ): Promise<SampleRow[]>;
  removeBefore(step: SeriesStep, before: Date): Promise<void>;
}

const BYTES = Float32Array.BYTES_PER_ELEMENT;

function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * BYTES);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => view.setFloat32(at * BYTES, value, true));
  return bytes;
}

function toValues(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / BYTES }, (_, at) =>
    view.getFloat32(at * BYTES, true),
  );
}

const isOf = ({ kind, subject }: Pick<PlaceWanted, 'kind' | 'subject'>) =>
  and(eq(seriesPlaces.kind, kind), eq(seriesPlaces.subject, subject));

const keyOf = ({ kind, subject, metrics }: PlaceWanted): string =>
  JSON.stringify([kind, subject, metrics]);

export function createSeriesStore(orm: Orm): SeriesStore {
  return {
    place: (wanted) =>
      inLockedTransaction(orm, 'series places', async (tx) => {
        const known = await tx.select().from(seriesPlaces).orderBy(asc(seriesPlaces.first));
        const keys = new Set(known.map(keyOf));
        const last = known.at(-1);
        let next = last === undefined ? 0 : last.first + last.metrics.length;
        const added = wanted
          .filter((one) => !keys.has(keyOf(one)))
          .map((one) => {
            const first = next;
            next += one.metrics.length;
            return Object.assign({ first }, one);
          });
        if (added.length > 0) await tx.insert(seriesPlaces).values(added);
        return [...known, ...added];
      }),
    placesOf: (subject) =>
      orm.select().from(seriesPlaces).where(isOf(subject)).orderBy(asc(seriesPlaces.first)),
    async add(step, { at, values }) {
      await orm
        .insert(samples)
        .values({ step, at, values: toBytes(values) })
        .onConflictDoNothing();
    },
    async firstFrom(step, from) {
      const [row] = await orm
        .select({ at: samples.at })
        .from(samples)
        .where(and(eq(samples.step, step), gte(samples.at, from)))
        .orderBy(asc(samples.at))
        .limit(1);
      return row?.at;
    },
    async newest(step) {
      const [row] = await orm
        .select({ at: samples.at })
        .from(samples)
        .where(eq(samples.step, step))
        .orderBy(desc(samples.at))
        .limit(1);
      return row?.at;
    },
    async rows(step, { from, to }, place) {
      const part =
        place === undefined
          ? samples.values
          : sql`substring(${samples.values} from ${place.first * BYTES + 1} for ${place.metrics.length * BYTES})`.mapWith(
              samples.values,
            );
      const found = await orm
        .select({ at: samples.at, values: part })
        .from(samples)
        .where(and(eq(samples.step, step), gte(samples.at, from), lt(samples.at, to)))
        .orderBy(asc(samples.at));
      return found.map(({ at, values }) => ({ at, values: toValues(values) }));
    },
    async removeBefore(step, before) {
      await orm.delete(samples).where(and(eq(samples.step, step), lt(samples.at, before)));
    },
  };
}
