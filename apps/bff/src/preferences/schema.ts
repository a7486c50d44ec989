import { integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { bff } from '../session/schema.ts';

/** What people have chosen, by their name and the name of the preference. Nothing secret is kept here. */
export const preferenceRows = bff.table(
  'preferences',
  {
    username: text('username').notNull(),
    name: text('name').notNull(),
    /** JSON that fits the contract's schema of this name. */
    value: text('value').notNull(),
    /** Grows with each change, so that a change to an older one is noticed. */
    version: integer('version').notNull(),
  },
  (table) => [primaryKey({ columns: [table.username, table.name] })],
);
