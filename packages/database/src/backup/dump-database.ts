import { sql } from 'drizzle-orm';
import { z } from 'zod/mini';
import type { Database, Orm } from '../database.ts';
import { listSchemas, readHistory } from '../migrations.ts';
import type { PutLine } from './backup-file.ts';

const FETCH = 500;

const tables = z.array(
  z.object({ name: z.string(), columns: z.array(z.string()), references: z.array(z.string()) }),
);
type Table = z.infer<typeof tables>[number];

/** The tables of a schema, referenced tables first, so that they can be filled in this order. */
async function listTables(tx: Orm, schema: string): Promise<Table[]> {
  const { rows } = await tx.execute(sql`
    select c.relname as "name",
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as "columns",
      array(select r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as "references"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind = 'r' order by c.relname`);
  const waiting = tables.parse(rows);
  const ordered: Table[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ references }) =>
      references.every((name) => !waiting.some((other) => other.name === name)),
    );
    ordered.push(...waiting.splice(Math.max(0, free), 1));
  }
  return ordered;
}

async function dumpTable(tx: Orm, schema: string, table: Table, put: PutLine): Promise<void> {
  await put({ table: table.name, columns: table.columns });
  const name = sql`${sql.identifier(schema)}.${sql.identifier(table.name)}`;
  const columns = sql.join(
    table.columns.map((column) => sql.identifier(column)),
    sql`, `,
  );
  await tx.execute(sql`declare dumped no scroll cursor for
    select row_to_json(t)::text as "row" from (select ${columns} from ${name}) t`);
  for (;;) {
    const { rows } = await tx.execute(sql.raw(`fetch ${FETCH} from dumped`));
    if (rows.length === 0) break;
    for (const { row } of rows) await put({ row: String(row) });
  }
  await tx.execute(sql`close dumped`);
}

/** Writes the schemas of all apps as of one moment, whatever changes in the meantime. */
export const dumpDatabase = (database: Pick<Database, 'orm'>, put: PutLine): Promise<void> =>
  database.orm.transaction(
    async (tx) => {
      for (const schema of await listSchemas(tx)) {
        const { required, additive } = await readHistory(tx, schema);
        await put({ schema, required: [...required], additive: [...additive] });
        for (const table of await listTables(tx, schema)) await dumpTable(tx, schema, table, put);
      }
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
