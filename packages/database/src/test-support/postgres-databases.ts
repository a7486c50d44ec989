import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startPostgresServer } from './postgres-server.ts';

/** The name by which Vitest provides the server's address to the tests. */
const SERVER = 'postgresUrl';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server for the tests of one project. */
    [SERVER]: string;
  }
}

/** Starts a server before the tests of the package; the returned function stops it after them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgresServer();
  project.provide(SERVER, server.url);
  return () => server.stop();
}

/** The address of a new, empty database on the tests' server. */
export async function createPostgresDatabase(): Promise<string> {
  const url = new URL(inject(SERVER));
  const client = new Client({ connectionString: url.href });
  await client.connect();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await client.query(`create database ${name}`);
  await client.end();
  url.pathname = `/${name}`;
  return url.href;
}
