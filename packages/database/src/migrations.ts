import { sql } from 'drizzle-orm';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { reasonOf } from '@asterism/server-kit/describe-error';
import type { DatabaseFailure, Migrations, Orm } from './database.ts';

/** The schema of the tables that record which migrations have been run. */
const HISTORY = 'migrations';

/**
 * Each app has two tables of migrations, in a schema that belongs to no app. Only the content of the first table keeps
 * an older release from starting; it is also the only one that releases from before the second table read.
 */
const requiredTable = (schema: string): string => schema;
const ADDITIVE = '_additive';
const additiveTable = (schema: string): string => `${schema}${ADDITIVE}`;

/** Milliseconds. Older migrations are in the first table: releases that know only that one have run them. */
const TWO_TABLES_SINCE = Date.parse('2026-11-28T00:00:00Z');

/** The line by which a migration declares that older releases cannot work with the schema after it. */
const INCOMPATIBLE = /^\s*-- incompatible: \S/m;

const isAdditive = ({ folderMillis, sql: statements }: MigrationMeta): boolean =>
  folderMillis >= TWO_TABLES_SINCE && !statements.some((text) => INCOMPATIBLE.test(text));

/** The migrations that have been run on a schema, by the times at which they were generated, which identify them. */
export interface MigrationHistory {
  readonly required: readonly number[];
  readonly additive: readonly number[];
}

async function readTable(orm: Orm, name: string): Promise<number[]> {
  const table = sql`${sql.identifier(HISTORY)}.${sql.identifier(name)}`;
  const quoted = `"${HISTORY}"."${name}"`;
  const { rows: found } = await orm.execute(
    sql`select to_regclass(${quoted}) is not null as "isThere"`,
  );
  if (found[0]?.['isThere'] !== true) return [];
  const { rows } = await orm.execute(
    sql`select created_at::float8 as "at" from ${table} order by 1`,
  );
  return rows.map((row) => Number(row['at']));
}

/** The migrations run on a schema; none when it does not exist. */
export const readHistory = async (orm: Orm, schema: string): Promise<MigrationHistory> => ({
  required: await readTable(orm, requiredTable(schema)),
  additive: await readTable(orm, additiveTable(schema)),
});

/** The schemas that have a history: those of the apps. */
export async function listSchemas(orm: Orm): Promise<string[]> {
  const { rows } = await orm.execute(sql`
    select c.relname::text as "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${HISTORY} and c.relkind = 'r' order by 1`);
  return rows.map((row) => String(row['name'])).filter((name) => !name.endsWith(ADDITIVE));
}

/** Deletes the history of a schema. */
export async function dropHistory(orm: Orm, schema: string): Promise<void> {
  for (const name of [requiredTable(schema), additiveTable(schema)]) {
    await orm.execute(sql`drop table if exists ${sql.identifier(HISTORY)}.${sql.identifier(name)}`);
  }
}

/** The migrations of an app, in order. */
export const knownMigrations = ({ folder }: Migrations): MigrationMeta[] =>
  readMigrationFiles({ migrationsFolder: folder });

async function makeTables(orm: Orm, schema: string): Promise<void> {
  await orm.execute(sql`create schema if not exists ${sql.identifier(HISTORY)}`);
  for (const name of [requiredTable(schema), additiveTable(schema)]) {
    await orm.execute(
      sql`create table if not exists ${sql.identifier(HISTORY)}.${sql.identifier(name)}
        (id serial primary key, hash text not null, created_at bigint)`,
    );
  }
}

/** Runs migrations and records them, all or none. */
export async function applyMigrations(
  orm: Orm,
  schema: string,
  migrations: readonly MigrationMeta[],
): Promise<void> {
  await makeTables(orm, schema);
  await orm.transaction(async (tx) => {
    for (const migration of migrations) {
      for (const statement of migration.sql) await tx.execute(sql.raw(statement));
      const name = isAdditive(migration) ? additiveTable(schema) : requiredTable(schema);
      await tx.execute(
        sql`insert into ${sql.identifier(HISTORY)}.${sql.identifier(name)} (hash, created_at)
          values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}

/** Backs up before the migrations of a schema change anything. If it fails, they are not run. */
export type BackUpBefore = (schema: string) => Promise<Result<void, DatabaseFailure>>;

/**
 * Migrates a schema, unless a newer version has changed it in a way that this one cannot work with. Errors are reported
 * as one line.
 */
export async function runMigrations(
  orm: Orm,
  migrations: Migrations,
  backUp: BackUpBefore,
): Promise<Result<void, DatabaseFailure>> {
  const { schema } = migrations;
  try {
    const known = knownMigrations(migrations);
    const { required, additive } = await readHistory(orm, schema);
    const newest = Math.max(0, ...known.map(({ folderMillis }) => folderMillis));
    if (Math.max(0, ...required) > newest) {
      return err({
        message: `The database was last used by a newer Asterism, whose schema "${schema}" this one does not know: start that version, or restore the backup from before it.`,
      });
    }
    const done = new Set([...required, ...additive]);
    const pending = known.filter(({ folderMillis }) => !done.has(folderMillis));
    if (pending.length === 0) return ok(undefined);
    const backedUp = done.size === 0 ? ok(undefined) : await backUp(schema);
    if (!backedUp.ok) return backedUp;
    await applyMigrations(orm, schema, pending);
    return ok(undefined);
  } catch (error) {
    return err({ message: `The database could not be brought up to date: ${reasonOf(error)}.` });
  }
}
