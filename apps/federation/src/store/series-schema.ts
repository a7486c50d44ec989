import {
  customType,
  integer,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { SERIES_KINDS } from '@asterism/api-types/rules/series';
import { federation } from './schema.ts';

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** Where the values of a subject are in each row of samples: one after the other, from its first place. */
export const seriesPlaces = federation.table(
  'series_places',
  {
    first: integer('first').primaryKey(),
    kind: text('kind', { enum: SERIES_KINDS }).notNull(),
    /** UUID or name. */
    subject: text('subject').notNull(),
    metrics: text('metrics').array().notNull(),
    /** Since when the place is its; undefined: since ever. */
    since: timestamp('since', { withTimezone: true }),
    /** When the subject was last sampled, to some minutes; null until that is known. */
    seenAt: timestamp('seen_at', { withTimezone: true }),
  },
  (table) => [unique('series_places_of').on(table.kind, table.subject, table.metrics)],
);

/** Whose a place was before it was given to another: what is in older rows there is its. */
export const seriesFormerPlaces = federation.table('series_former_places', {
  id: uuid('id').primaryKey().defaultRandom(),
  first: integer('first').notNull(),
  kind: text('kind', { enum: SERIES_KINDS }).notNull(),
  subject: text('subject').notNull(),
  metrics: text('metrics').array().notNull(),
  since: timestamp('since', { withTimezone: true }),
  until: timestamp('until', { withTimezone: true }).notNull(),
});

/** The volumes that are sampled: those that somebody has asked for lately. */
export const followedVolumes = federation.table('followed_volumes', {
  volumeId: text('volume_id').primaryKey(),
  until: timestamp('until', { withTimezone: true }).notNull(),
});

/** All that was known at a time, or on the average from that time on. */
export const samples = federation.table(
  'samples',
  {
    /** Seconds to the next. */
    step: integer('step').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    /** Four bytes a place, little-endian binary32; NaN where nothing was known. Places that came later are not there. */
    values: bytes('values').notNull(),
  },
  (table) => [primaryKey({ columns: [table.step, table.at] })],
);
