import { sql } from 'drizzle-orm';
import { index, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** All that the BFF keeps lies in this schema of the database. */
export const bff = pgSchema('bff');

const time = (name: string) => timestamp(name, { withTimezone: true });

/** Who is signed in. No row is of use to who reads it: neither the id nor the token can be got from it. */
export const sessionRows = bff.table(
  'sessions',
  {
    /** SHA-256 of the session id, in hex. */
    key: text('key').primaryKey(),
    username: text('username').notNull(),
    /** The roles as last heard from the federation: for showing, and for the idle time. */
    roles: text('roles').array().notNull(),
    /** The federation's idToken, sealed; bound to this row by its key. */
    sealedToken: text('sealed_token').notNull(),
    createdAt: time('created_at').notNull(),
    /** When the person last did something, give or take {@link SAVE_ACTIVITY_MS}. */
    lastActiveAt: time('last_active_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** From where it was started, for its person to know it by. */
    address: text('address').notNull().default(''),
    userAgent: text('user_agent').notNull().default(''),
    /** When it ended; the row is kept until the federation has revoked the token. */
    endedAt: time('ended_at'),
  },
  (table) => [
    index('sessions_username').on(table.username),
    index('sessions_expires_at').on(table.expiresAt),
    index('sessions_ended_at')
      .on(table.endedAt)
      .where(sql`ended_at is not null`),
  ],
);

/** How far the kept time of the last activity may lie behind, in milliseconds: it is not written at every request. */
export const SAVE_ACTIVITY_MS = 30_000;
