import { createHash } from 'node:crypto';
import { cpSync, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { openDatabase } from '../open-database.ts';

const CACHE = join(import.meta.dirname, '../../node_modules/.cache');
/** Each version of the embedded database makes its own files. */
const version = createHash('sha256')
  .update(createRequire(import.meta.url).resolve('@electric-sql/pglite'))
  .digest('hex')
  .slice(0, 12);
const KEPT = join(CACHE, `empty-database-${version}`);

/** What a server makes new databases from. Nobody makes any here, and they are two thirds of all files. */
const SPARE = ['template0', 'template1'];

async function make(dataDir: string): Promise<void> {
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  for (const name of SPARE) {
    await database.query('update pg_database set datistemplate = false where datname = $1', [name]);
    await database.query(`drop database ${name}`);
  }
  await database.close();
}

/** A data directory with an empty database in it, to be copied: to create one takes seconds. It is made once, and kept. */
async function keptDatabase(): Promise<string> {
  if (existsSync(KEPT)) return KEPT;
  await mkdir(CACHE, { recursive: true });
  const made = await mkdtemp(`${KEPT}-`);
  await make(made);
  // Another process may have been quicker; its own is as good.
  await rename(made, KEPT).catch(() => rm(made, { recursive: true, force: true }));
  return KEPT;
}

/** Puts an empty database into a data directory, in the place of the one that a first start would create. */
export async function copyEmptyDatabase(dataDir: string): Promise<void> {
  cpSync(join(await keptDatabase(), 'database'), join(dataDir, 'database'), { recursive: true });
}
