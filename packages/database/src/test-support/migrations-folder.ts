import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes migrations as drizzle-kit does, one statement each, into a folder that is made. */
export async function writeMigrations(folder: string, statements: string[]): Promise<string> {
  const entries = statements.map((_, idx) => ({
    idx,
    version: '7',
    when: 1_700_000_000_000 + idx,
    tag: `${idx}`,
    breakpoints: true,
  }));
  await mkdir(join(folder, 'meta'), { recursive: true });
  const journal = { version: '7', dialect: 'postgresql', entries };
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify(journal));
  for (const [idx, statement] of statements.entries()) {
    await writeFile(join(folder, `${idx}.sql`), statement);
  }
  return folder;
}
