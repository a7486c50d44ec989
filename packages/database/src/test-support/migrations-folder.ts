import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** When a release that reads only one table generated its migrations. */
const LONG_AGO = 1_700_000_000_000;
/** When a release that knows which migrations only add something generated its migrations. */
const LATER = Date.parse('2027-01-01T00:00:00Z');

/** Writes migrations as drizzle-kit does, one statement each, into a new folder. */
export async function writeMigrations(
  folder: string,
  statements: string[],
  addedLater: string[] = [],
): Promise<string> {
  const all = [...statements, ...addedLater];
  const entries = all.map((_, idx) => ({
    idx,
    version: '7',
    when: (idx < statements.length ? LONG_AGO : LATER) + idx,
    tag: `${idx}`,
    breakpoints: true,
  }));
  await mkdir(join(folder, 'meta'), { recursive: true });
  const journal = { version: '7', dialect: 'postgresql', entries };
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  for (const [idx, statement] of all.entries()) {
    await writeFile(join(folder, `${idx}.sql`), statement);
  }
  return folder;
}
