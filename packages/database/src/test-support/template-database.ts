import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { Database } from '../database.ts';
import { openDatabase } from '../open-database.ts';
import { copyEmptyDatabase } from './empty-database.ts';

/** The name by which Vitest provides the template's directory to the tests. */
export const TEMPLATE = 'templateDataDir';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory with a database in it, to be copied: creating one takes seconds. */
    [TEMPLATE]: string;
  }
}

/** Creates the template before the tests of a package, with what is made in it; the returned function removes it after them. */
export async function provideTemplate(
  project: TestProject,
  fill?: (database: Database) => Promise<void>,
): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-template-'));
  await copyEmptyDatabase(dataDir);
  if (fill !== undefined) {
    const database = await openDatabase({ dataDir });
    if (!database.ok) throw new Error(database.error.message);
    await fill(database.value);
    await database.value.close();
  }
  project.provide(TEMPLATE, dataDir);
  return () => rm(dataDir, { recursive: true });
}

/** A template with an empty database. */
export const setup = (project: TestProject): Promise<() => Promise<void>> =>
  provideTemplate(project);
