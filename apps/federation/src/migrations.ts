import { join } from 'node:path';

/** What drizzle-kit generated from store/schema; see drizzle.config.ts. */
export const MIGRATIONS = {
  schema: 'federation',
  folder: join(import.meta.dirname, '../drizzle'),
};
