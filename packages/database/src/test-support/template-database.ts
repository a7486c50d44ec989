import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '@asterism/database/open-database';

/** The name by which Vitest provides the template's directory to the tests. */
export const TEMPLATE = 'templateDataDir';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data directory with an empty database in it, to be copied: creating one takes seconds. */
    [TEMPLATE]: string;
  }
}

/** Creates the template before the tests of the package; the returned function removes it after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-template-'));
  const database = await openDatabase({ dataDir });
  if (!database.ok) throw new Error(database.error.message);
  await database.value.close();
  project.provide(TEMPLATE, dataDir);
  return () => rm(dataDir, { recursive: true });
}
