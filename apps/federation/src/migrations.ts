import { join } from 'node:path';
import type { Migrations } from '@asterism/database/database';
import { JOBS_SCHEMA } from './store/jobs-database.ts';

/** What drizzle-kit generated from store/schema; see drizzle.config.ts. */
export const MIGRATIONS: Migrations = {
  schema: 'federation',
  folder: join(import.meta.dirname, '../drizzle'),
  // Workflows whose job is not there are enqueued anew: see workflows/reconcile-workflows.
  derived: [JOBS_SCHEMA],
};
