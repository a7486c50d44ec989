import { and, asc, desc, eq, gte, inArray, isNull, lt, notInArray, sql } from 'drizzle-orm';
import type { SeriesKind, SeriesStep } from '@asterism/api-types/rules/series';
import type { Orm } from '@asterism/database/database';
import { inLockedTransaction } from './locked-transaction.ts';
import { followedVolumes, samples, seriesFormerPlaces, seriesPlaces } from './series-schema.ts';

/** What has a place: a subject of which other metrics are sampled now has another one. */
export interface PlaceWanted {
  readonly kind: SeriesKind;
  readonly subject: string;
  readonly metrics: string[];
}

/** Where the values of a subject are in each row. */
export interface SeriesPlace extends PlaceWanted {
  readonly first: number;
}

/** … and in which rows: in those before and after them another subject has the place. */
export interface PlaceInTime extends SeriesPlace {
  readonly since: Date | null;
  readonly until?: Date;
}

/** What was known at a time, by place; NaN where nothing was. */
export interface SampleRow {
  readonly at: Date;
  readonly values: Float32Array;
}

/** The history of the fleet. */
export interface SeriesStore {
  /**
   * The places of those who are sampled at a time, in their order. Who has none gets one: that of a subject of as many
   * metrics that was not sampled for hours, or a new one behind all others.
   */
  place(wanted: readonly PlaceWanted[], at: Date): Promise<SeriesPlace[]>;
  placesOf(subject: Pick<PlaceWanted, 'kind' | 'subject'>): Promise<PlaceInTime[]>;
  /** Keeps a row; the first one of a time stays. */
  add(step: SeriesStep, row: SampleRow): Promise<void>;
  /** The time of the first row from then on. */
  firstFrom(step: SeriesStep, from: Date): Promise<Date | undefined>;
  newest(step: SeriesStep): Promise<Date | undefined>;
  /** The rows from one time to before another, the oldest first; or those in which a subject had its place, and of each that part. */
  rows(
    step: SeriesStep,
    range: { readonly from: Date; readonly to: Date },
    place?: PlaceInTime,
  ): Promise<SampleRow[]>;
  removeBefore(step: SeriesStep, before: Date): Promise<void>;
  /** The volumes that are sampled at a time. */
  followed(at: Date): Promise<string[]>;
  /** Samples a volume for a week more; of too many, the one that was asked for least lately is sampled no more. */
  follow(volumeId: string, at: Date): Promise<void>;
  /** Forgets whose places were before that time. */
  forgetPlacesBefore(before: Date): Promise<void>;
}

/**
 * So long nobody is sampled at a place before another gets it: longer than the longest time that one value is the mean of,
 * so that no mean is of two subjects.
 */
const REST_MS = 3 * 3_600_000;
/** Until so long after a subject was last seen what is at its place is its own. */
const SEEN_MS = 3_600_000;

/** So long a volume is sampled after somebody has asked for it. */
const FOLLOW_MS = 7 * 24 * 3_600_000;
/** A week is made longer once a day, and not at every question. */
const FOLLOW_AGAIN_MS = 6 * 24 * 3_600_000;
const FOLLOWED_MAX = 1000;

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

const keyOf = ({ kind, subject, metrics }: PlaceWanted): string =>
  JSON.stringify([kind, subject, metrics]);

export function createSeriesStore(orm: Orm, followedMax = FOLLOWED_MAX): SeriesStore {
  return {
    place: (wanted, at) =>
      inLockedTransaction(orm, 'series places', async (tx) => {
        const known = await tx.select().from(seriesPlaces).orderBy(asc(seriesPlaces.first));
        const byKey = new Map<string, SeriesPlace>(known.map((place) => [keyOf(place), place]));
        const last = known.at(-1);
        let next = last === undefined ? 0 : last.first + last.metrics.length;
        const keys = new Set(wanted.map(keyOf));
        const rested = new Date(at.getTime() - REST_MS);
        const free = known.filter(
          (place) => place.seenAt !== null && place.seenAt < rested && !keys.has(keyOf(place)),
        );
        const added: (typeof seriesPlaces.$inferInsert)[] = [];
        for (const one of wanted) {
          if (byKey.has(keyOf(one))) continue;
          const index = free.findIndex(({ metrics }) => metrics.length === one.metrics.length);
          const [former] = index < 0 ? [] : free.splice(index, 1);
          const { first } = former ?? { first: next };
          byKey.set(keyOf(one), { ...one, first });
          if (former === undefined) {
            next += one.metrics.length;
            added.push({ ...one, first, since: at, seenAt: at });
            continue;
          }
          const { kind, subject, metrics, since, seenAt } = former;
          const until = new Date((seenAt ?? at).getTime() + SEEN_MS);
          await tx
            .insert(seriesFormerPlaces)
            .values({ first, kind, subject, metrics, since, until });
          await tx
            .update(seriesPlaces)
            .set({ ...one, since: at, seenAt: at })
            .where(eq(seriesPlaces.first, first));
        }
        if (added.length > 0) await tx.insert(seriesPlaces).values(added);
        const places = wanted.flatMap((one) => byKey.get(keyOf(one)) ?? []);
        const firsts = places.map(({ first }) => first);
        await tx
          .update(seriesPlaces)
          .set({ seenAt: at })
          .where(inArray(seriesPlaces.first, firsts));
        // Of those that an earlier release has placed nobody knows when they were last seen.
        await tx.update(seriesPlaces).set({ seenAt: at }).where(isNull(seriesPlaces.seenAt));
        return places;
      }),
    async placesOf({ kind, subject }) {
      const former = await orm
        .select()
        .from(seriesFormerPlaces)
        .where(and(eq(seriesFormerPlaces.kind, kind), eq(seriesFormerPlaces.subject, subject)));
      const now = await orm
        .select()
        .from(seriesPlaces)
        .where(and(eq(seriesPlaces.kind, kind), eq(seriesPlaces.subject, subject)));
      return [...former, ...now].toSorted(
        (one, other) => (one.since?.getTime() ?? 0) - (other.since?.getTime() ?? 0),
      );
    },
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
        .where(
          and(
            eq(samples.step, step),
            gte(samples.at, from),
            lt(samples.at, to),
            // The mean of the time in which it got its place is its own: nobody was sampled there for hours.
            place === undefined || place.since === null
              ? undefined
              : gte(samples.at, new Date(place.since.getTime() - step * 1000)),
            place?.until === undefined ? undefined : lt(samples.at, place.until),
          ),
        )
        .orderBy(asc(samples.at));
      return found.map(({ at, values }) => ({ at, values: toValues(values) }));
    },
    async removeBefore(step, before) {
      await orm.delete(samples).where(and(eq(samples.step, step), lt(samples.at, before)));
    },
    async followed(at) {
      const found = await orm
        .select({ id: followedVolumes.volumeId })
        .from(followedVolumes)
        .where(gte(followedVolumes.until, at));
      return found.map(({ id }) => id);
    },
    async follow(volumeId, at) {
      const [known] = await orm
        .select()
        .from(followedVolumes)
        .where(eq(followedVolumes.volumeId, volumeId));
      if (known !== undefined && known.until.getTime() - at.getTime() > FOLLOW_AGAIN_MS) return;
      const until = new Date(at.getTime() + FOLLOW_MS);
      await inLockedTransaction(orm, 'followed volumes', async (tx) => {
        await tx
          .insert(followedVolumes)
          .values({ volumeId, until })
          .onConflictDoUpdate({ target: followedVolumes.volumeId, set: { until } });
        const most = tx
          .select({ id: followedVolumes.volumeId })
          .from(followedVolumes)
          .orderBy(desc(followedVolumes.until))
          .limit(followedMax);
        await tx.delete(followedVolumes).where(notInArray(followedVolumes.volumeId, most));
      });
    },
    async forgetPlacesBefore(before) {
      await orm.delete(seriesFormerPlaces).where(lt(seriesFormerPlaces.until, before));
    },
  };
}
