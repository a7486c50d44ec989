import { join } from 'node:path';

/** What drizzle-kit generated from session/schema; see drizzle.config.ts. */
export const MIGRATIONS = {
  schema: 'bff',
  folder: join(import.meta.dirname, '../drizzle'),
};
