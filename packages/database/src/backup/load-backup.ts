import { sql } from 'drizzle-orm';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { DatabaseFailure, Migrations, Orm } from '../database.ts';
import { applyMigrations, dropHistory, knownMigrations, listSchemas } from '../migrations.ts';
import { readLines, type BackupLine } from './backup-file.ts';

/** How much is inserted at once, in characters of JSON. */
const BATCH = 1_000_000;

/** A schema in a backup. */
export interface BackupSchema {
  readonly place: '' | 'bff';
  readonly schema: string;
  /** The migrations that had been run on it. */
  readonly migrations: readonly number[];
}

/** The content of a backup; refused when it is not from exactly these apps, or from a newer release of one. */
export async function listBackup(
  file: string,
  apps: readonly Migrations[],
): Promise<Result<BackupSchema[], DatabaseFailure>> {
  const found: BackupSchema[] = [];
  let place: BackupSchema['place'] = '';
  for await (const line of readLines(file)) {
    if ('place' in line) ({ place } = line);
    if (!('schema' in line)) continue;
    const { schema, required, additive } = line;
    found.push({ place, schema, migrations: [...required, ...additive] });
  }
  for (const { schema, migrations } of found) {
    const app = apps.find((each) => each.schema === schema);
    const known = new Set(app === undefined ? [] : knownMigrations(app).map((m) => m.folderMillis));
    if (migrations.some((at) => !known.has(at))) {
      return err({
        message: `${file} is of a newer Asterism, whose schema "${schema}" this one does not know: restore it with that version.`,
      });
    }
  }
  return ok(found);
}

/** Whether the database contains nothing of any app. */
export async function isEmpty(orm: Orm, apps: readonly Migrations[]): Promise<boolean> {
  const own = apps.flatMap(({ schema, derived = [] }) => [schema, ...derived]);
  const { rows } = await orm.execute(sql`select nspname::text as "name" from pg_namespace`);
  const names = new Set(rows.map((row) => String(row['name'])));
  return !own.some((name) => names.has(name)) && (await listSchemas(orm)).length === 0;
}

/** Removes everything of the apps from the database. */
export async function removeAll(tx: Orm, apps: readonly Migrations[]): Promise<void> {
  for (const { schema, derived = [] } of apps) {
    for (const name of [schema, ...derived]) {
      await tx.execute(sql`drop schema if exists ${sql.identifier(name)} cascade`);
    }
    await dropHistory(tx, schema);
  }
}

/** Advances the sequences of a table beyond the numbers in its rows. */
async function continueSequences(
  tx: Orm,
  table: string,
  columns: readonly string[],
): Promise<void> {
  for (const column of columns) {
    const { rows } = await tx.execute(
      sql`select pg_get_serial_sequence(${table}, ${column}) as "name"`,
    );
    const name = rows[0]?.['name'];
    if (typeof name !== 'string') continue;
    const largest = sql`max(${sql.identifier(column)})`;
    await tx.execute(sql`
      select setval(${name}, coalesce(${largest}, 1), ${largest} is not null) from ${sql.raw(table)}`);
  }
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Fills the tables of one schema, line by line. */
function createFiller(tx: Orm, schema: string) {
  let table = '';
  let columns: readonly string[] = [];
  let rows: string[] = [];
  let size = 0;

  async function flush(): Promise<void> {
    if (rows.length > 0) {
      const names = columns.map(quote).join(', ');
      await tx.execute(sql`insert into ${sql.raw(`${table} (${names})`)} overriding system value
        select ${sql.raw(names)}
        from json_populate_recordset(null::${sql.raw(table)}, ${`[${rows.join(',')}]`}::json)`);
    }
    rows = [];
    size = 0;
  }

  async function end(): Promise<void> {
    await flush();
    if (table !== '') await continueSequences(tx, table, columns);
  }

  return {
    async startTable(next: { table: string; columns: readonly string[] }): Promise<void> {
      await end();
      table = `${quote(schema)}.${quote(next.table)}`;
      ({ columns } = next);
    },
    async add(row: string): Promise<void> {
      rows.push(row);
      size += row.length;
      if (size > BATCH) await flush();
    },
    end,
  };
}

/**
 * Restores the schemas of a place (without one: of all places) to the state of the backup, and fills them. Runs within
 * a transaction: when it throws an error of the database, the caller must roll back.
 */
export async function loadBackup(
  tx: Orm,
  file: string,
  options: { readonly apps: readonly Migrations[]; readonly place?: BackupSchema['place'] },
): Promise<void> {
  let place: BackupSchema['place'] = '';
  let filler: ReturnType<typeof createFiller> | undefined;
  const loaded = new Set<string>();

  async function beginSchema(line: Extract<BackupLine, { schema: string }>): Promise<void> {
    await filler?.end();
    filler = undefined;
    const app = options.apps.find(({ schema }) => schema === line.schema);
    const isWanted = options.place === undefined || options.place === place;
    // An embedded database of each app, or one for both: the same schema may occur twice.
    if (app === undefined || !isWanted || loaded.has(app.schema)) return;
    loaded.add(app.schema);
    const done = new Set([...line.required, ...line.additive]);
    const migrations = knownMigrations(app).filter(({ folderMillis }) => done.has(folderMillis));
    await applyMigrations(tx, app.schema, migrations);
    filler = createFiller(tx, app.schema);
  }

  for await (const line of readLines(file)) {
    if ('place' in line) ({ place } = line);
    else if ('schema' in line) await beginSchema(line);
    else if ('table' in line) await filler?.startTable(line);
    else await filler?.add(line.row);
  }
  await filler?.end();
}
