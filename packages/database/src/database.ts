import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { Result } from '@asterism/api-types/common/result';

/** What raw statements return through drizzle, with either driver. */
interface RowsResult extends PgQueryResultHKT {
  type: { rows: Record<string, unknown>[] };
}

/** The database through drizzle; a transaction of it has the same type. */
export type Orm = PgDatabase<RowsResult>;

/** Why the database cannot be used: one line for people. */
export interface DatabaseFailure {
  readonly message: string;
}

/** Where a database logs what it does on its own. */
export interface DatabaseLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface QueryResult {
  readonly rows: Record<string, unknown>[];
  /** Rows returned, or rows affected by a statement that returns none. */
  readonly rowCount: number;
}

/** Where an app keeps its generated migrations, and the schema of the database that they create. */
export interface Migrations {
  readonly schema: string;
  /** The output folder of drizzle-kit. */
  readonly folder: string;
  /** Schemas that the app can rebuild from its own: backups leave them out. */
  readonly derived?: readonly string[];
}

/**
 * One PostgreSQL: embedded (`pglite`) or a server (`postgres`).
 *
 * The embedded one is a single connection: inside `orm.transaction` every query must go through the transaction,
 * or it deadlocks.
 */
export interface Database {
  readonly kind: 'pglite' | 'postgres';
  readonly orm: Orm;
  /** One statement with `$1` parameters. Throws the errors of the database. */
  query(text: string, values?: readonly unknown[]): Promise<QueryResult>;
  /** Several statements in one text, without parameters; returns the rows of all of them. */
  script(text: string): Promise<QueryResult>;
  /**
   * Listens to the channel, across lost connections, until the returned function is called.
   * Notifications are lost while the connection is: `onReconnect` says that this may have happened.
   */
  listen(
    channel: string,
    handler: (payload: string) => void,
    onReconnect?: () => void,
  ): Promise<() => Promise<void>>;
  /**
   * Whether all notifications of changes up to a few seconds ago have arrived. While it is false, what was kept because no
   * notification spoke against it must be read again.
   */
  isListening(): boolean;
  /** Notifies all listeners in every process, including this one. At most 8000 bytes. */
  notify(channel: string, payload: string): Promise<void>;
  /** Migrates the app's schema. Safe when several processes do it at once. */
  migrate(migrations: Migrations): Promise<Result<void, DatabaseFailure>>;
  close(): Promise<void>;
}
