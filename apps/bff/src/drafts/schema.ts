import { index, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { bff } from '../session/schema.ts';

/** What people have typed into forms and not saved yet. Nothing secret is kept here. */
export const draftRows = bff.table(
  'drafts',
  {
    username: text('username').notNull(),
    form: text('form').notNull(),
    /** The volume, the host or the like; empty where the form has one draft alone. */
    of: text('of').notNull(),
    /** JSON: what was typed, and what it was typed over. */
    value: text('value').notNull(),
    savedAt: timestamp('saved_at', { withTimezone: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.username, table.form, table.of] }),
    index('drafts_saved_at').on(table.savedAt),
  ],
);
