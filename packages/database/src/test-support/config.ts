/** A PostgreSQL server to test on as well, when there is one: what is in its schema `app` is lost. */
export const testDatabaseUrl: string | undefined = process.env['DATABASE_URL'];
