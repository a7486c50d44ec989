import { sql } from 'drizzle-orm';
import { index, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** Everything that the BFF stores is in this schema of the database. */
export const bff = pgSchema('bff');

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Who is signed in. A row is useless to whoever reads it: neither the id nor the token can be derived from it. */
export const sessionRows = bff.table(
  'sessions',
  {
    /** SHA-256 of the session id, in hex. */
    key: text('key').primaryKey(),
    username: text('username').notNull(),
    /** The roles as last read from the federation, for display and for the idle time. */
    roles: text('roles').array().notNull(),
    /** The federation's idToken, sealed; bound to this row by its key. */
    sealedToken: text('sealed_token').notNull(),
    createdAt: time('created_at').notNull(),
    /** When the person last did something, accurate to {@link SAVE_ACTIVITY_MS}. */
    lastActiveAt: time('last_active_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Where it was started from, so that its person recognizes it. */
    address: text('address').notNull().default(''),
    userAgent: text('user_agent').notNull().default(''),
    /** When it ended; the row is kept until the federation has revoked the token. */
    endedAt: time('ended_at'),
    /** While it is a preview: the role that it is of, to which the token belongs. */
    previewRole: text('preview_role'),
    /** The person's own idToken, sealed, to go back with. */
    sealedOwnToken: text('sealed_own_token'),
  },
  (table) => [
    index('sessions_username').on(table.username),
    index('sessions_expires_at').on(table.expiresAt),
    index('sessions_ended_at')
      .on(table.endedAt)
      .where(sql`ended_at is not null`),
  ],
);

/** How far the stored time of the last activity may lag, in milliseconds: it is not written at every request. */
export const SAVE_ACTIVITY_MS = 30_000;
