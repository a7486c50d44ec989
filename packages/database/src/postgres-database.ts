import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type QueryResult as PgResult } from 'pg';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Database, DatabaseFailure, Migrations, Orm, QueryResult } from './database.ts';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { runMigrations, type BackUpBefore } from './migrations.ts';
import { createListener, type Listener } from './postgres-listener.ts';

const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5000;
/** A server that hangs must not block requests forever. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** A process that is paused within a transaction must not keep its locks forever. */
const IDLE_IN_TRANSACTION_MS = 20_000;

/** Connects to a PostgreSQL server. `onTrouble` receives the errors of broken connections, which are replaced. */
export async function openPostgres(
  databaseUrl: string,
  onTrouble: (error: unknown) => void,
  backUp: (database: Pick<Database, 'orm'>) => BackUpBefore,
): Promise<Result<Database, DatabaseFailure>> {
  let pool: Pool;
  try {
    pool = new Pool({
      connectionString: databaseUrl,
      max: POOL_SIZE,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: STATEMENT_TIMEOUT_MS + CONNECT_TIMEOUT_MS,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
      application_name: 'asterism',
    });
    pool.on('error', onTrouble);
    // The pool handles errors of idle connections only: one that breaks between two statements would end the process.
    pool.on('connect', (client) => client.on('error', onTrouble));
    await pool.query('select 1');
  } catch (error) {
    return err({
      message: `The database of ASTERISM_DATABASE_URL cannot be used: ${reasonOf(error)}.`,
    });
  }
  return ok(overPool(pool, createListener(databaseUrl, onTrouble), backUp));
}

/**
 * Drizzle over the pool, whose transactions give back their connection whatever becomes of it. Those of drizzle keep one that
 * is lost before their first statement: after so many, the pool would have none left.
 */
function releasing(pool: Pool): Orm {
  const orm = drizzle(pool);
  orm.transaction = async (run, config) => {
    const client = await pool.connect();
    try {
      return await drizzle(client).transaction(run, config);
    } finally {
      client.release();
    }
  };
  return orm;
}

type Rows = PgResult<Record<string, unknown>>;

/** Several statements in one text return several results, despite the driver's types. */
function gather(results: Rows | Rows[]): QueryResult {
  const rows = [results].flat().flatMap((result) => result.rows);
  return { rows, rowCount: rows.length };
}

function overPool(
  pool: Pool,
  listener: Listener,
  backUp: (database: Pick<Database, 'orm'>) => BackUpBefore,
): Database {
  const orm = releasing(pool);
  return {
    kind: 'postgres',
    orm,
    async query(text, values = []) {
      const { rows, rowCount } = await pool.query<Record<string, unknown>>(text, [...values]);
      return { rows, rowCount: rowCount ?? 0 };
    },
    script: async (text) => gather(await pool.query(text)),
    listen: listener.listen,
    isListening: listener.isListening,
    async notify(channel, payload) {
      await pool.query('select pg_notify($1, $2)', [channel, payload]);
    },
    migrate: (migrations) => migrateAlone(pool, migrations, backUp({ orm })),
    async close() {
      await listener.close();
      await pool.end();
    },
  };
}

/** When several processes migrate at once, one does it and the others wait: drizzle itself takes no lock. */
async function migrateAlone(
  pool: Pool,
  migrations: Migrations,
  backUp: BackUpBefore,
): Promise<Result<void, DatabaseFailure>> {
  // Two apps create the schema of the histories at their first start; older releases know the second name only.
  const locks = ['asterism migrations', `asterism migrations of ${migrations.schema}`];
  try {
    const client = await pool.connect();
    try {
      for (const lock of locks) {
        await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lock]);
      }
      return await runMigrations(drizzle(client), migrations, backUp);
    } finally {
      // With its connection, what it has locked is free.
      client.release(true);
    }
  } catch (error) {
    return err({
      message: `The database of ASTERISM_DATABASE_URL cannot be used: ${reasonOf(error)}.`,
    });
  }
}
