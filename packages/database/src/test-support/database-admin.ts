import { Client } from 'pg';

/** What the administrator of a server does to one of its databases, through a separate connection. */
export interface DatabaseAdmin {
  /** Ends all connections of others, as a restarting server does, and waits until their backends are gone. */
  cutConnections(): Promise<void>;
  /** Whether new connections may write. */
  setReadOnly(isReadOnly: boolean): Promise<void>;
  close(): Promise<void>;
}

export async function openDatabaseAdmin(databaseUrl: string): Promise<DatabaseAdmin> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const name = new URL(databaseUrl).pathname.slice(1);
  const cutConnections = async (): Promise<void> => {
    await client.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  };
  return {
    cutConnections,
    async setReadOnly(isReadOnly) {
      const value = isReadOnly ? 'on' : 'off';
      await client.query(`alter database ${name} set default_transaction_read_only = ${value}`);
      await cutConnections();
    },
    close: () => client.end(),
  };
}
