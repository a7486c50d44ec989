import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Result } from '@asterism/api-types/common/result';

/** What raw statements give through drizzle, with either driver. */
interface RowsResult extends PgQueryResultHKT {
  type: { rows: Record<string, unknown>[] };
}

/** The database through drizzle; a transaction of it has the same type. */
export type Orm = PgDatabase<RowsResult>;

/** Why the database cannot be used: one line for people. */
export interface DatabaseFailure {
  readonly message: string;
}

/** Where a database reports what it does by itself. */
export interface DatabaseLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/** What a statement gave. */
export interface QueryResult {
  readonly rows: Record<string, unknown>[];
  /** Rows given, or touched by a statement that gives none. */
  readonly rowCount: number;
}

/** Where an app keeps its generated migrations, and the schema of the database that they build. */
export interface Migrations {
  readonly schema: string;
  /** The folder that drizzle-kit generates into. */
  readonly folder: string;
  /** Schemas that the app can rebuild from its own: they are in no backup. */
  readonly derived?: readonly string[];
}

/**
 * One PostgreSQL: embedded (`pglite`) or a server (`postgres`).
 *
 * The embedded one is a single connection: inside `orm.transaction` every query must go through the transaction,
 * or it waits for itself for ever.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly orm: Orm;
  /** One statement with `$1` parameters. Throws what the database says. */
  query(text: string, values?: readonly unknown[]): Promise<QueryResult>;
  /** Several statements in one text, without parameters; the rows of all of them. */
  script(text: string): Promise<QueryResult>;
  /**
   * Hears the channel, also across lost connections, until the returned function is called.
   * Notifications are lost while the connection is: `onReconnect` says that this may have happened.
   */
  listen(
    channel: string,
    handler: (payload: string) => void,
    onReconnect?: () => void,
  ): Promise<() => Promise<void>>;
  /** Tells all who listen, in every process, this one too. At most 8000 bytes. */
  notify(channel: string, payload: string): Promise<void>;
  /** Brings the app's schema up to date. Safe when several processes do it at once. */
  migrate(migrations: Migrations): Promise<Result<void, DatabaseFailure>>;
  close(): Promise<void>;
}
