import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { createListener } from './postgres-listener.ts';
import { createPostgresDatabase } from './test-support/postgres-databases.ts';

let databaseUrl: string;
let database: Database;
const troubles: unknown[] = [];

beforeAll(async () => {
  const log = { info: () => {}, warn: ({ err }: { err: unknown }) => void troubles.push(err) };
  databaseUrl = await createPostgresDatabase();
  const opened = await openDatabase({ databaseUrl, dataDir: '', log });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
});
afterAll(() => database.close());

/** Cuts connections, as a restarting server does, and waits until they are gone. */
async function cut(condition: string, values: readonly unknown[] = []): Promise<void> {
  const { rows } = await database.query(
    `select pid, pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and ${condition}`,
    values,
  );
  const pids = rows.map(({ pid }) => pid);
  expect(pids).not.toEqual([]);
  // By process id: replacements may connect before the check.
  const left = 'select pid from pg_stat_activity where pid = any($1)';
  await expect.poll(async () => (await database.query(left, [pids])).rows).toEqual([]);
}

test('a transaction whose connection is lost between two statements fails, and nothing else does', async () => {
  await database.script('create table t (n int)');
  const transaction = database.orm.transaction(async (tx) => {
    const { rows } = await tx.execute('insert into t values (1) returning pg_backend_pid() as pid');
    const before = troubles.length;
    await cut('pid = $1', [rows[0]?.['pid']]);
    await expect.poll(() => troubles.length).toBeGreaterThan(before);
    await tx.execute('insert into t values (2)');
  });
  await expect(transaction).rejects.toThrow(/Failed query/);
  expect((await database.query('select * from t')).rows).toEqual([]);
});

test('a listener is notified that notifications may have been lost, and receives later ones', async () => {
  const received: string[] = [];
  const again = Promise.withResolvers<void>();
  const stop = await database.listen('news', (payload) => received.push(payload), again.resolve);
  await cut(`application_name = 'asterism listener'`);
  await again.promise;
  await database.notify('news', 'after');
  await expect.poll(() => received).toEqual(['after']);
  await stop();
});

const socketIn = (folder: string): string => join(folder, '.s.PGSQL.5432');

/** A way to the server that can begin to swallow everything, which nobody is told of, or break at what is said. */
async function openWay() {
  const url = new URL(databaseUrl);
  const far = socketIn(url.searchParams.get('host') ?? '');
  const folder = await mkdtemp(join(tmpdir(), 'asterism-way-'));
  url.searchParams.set('host', folder);
  const ends = new Set<Socket>();
  let breaking: string | undefined;
  const server = createServer((near) => {
    const on = connect(far);
    near.on('data', (said) => {
      if (breaking === undefined || !said.includes(breaking)) return;
      near.destroy();
      on.destroy();
    });
    near.pipe(on).pipe(near);
    for (const end of [near, on]) ends.add(end.on('error', () => undefined));
  }).listen(socketIn(folder));
  await once(server, 'listening');
  return {
    url: url.href,
    swallow() {
      for (const end of ends) end.unpipe().pause();
      ends.clear();
    },
    /** From now on a connection on which this is said is lost before the server has heard it. */
    breakAt(said: string | undefined) {
      breaking = said;
    },
    async close() {
      for (const end of ends) end.destroy();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

test('transactions whose connections are lost before they begin do not use up the pool', async () => {
  const way = await openWay();
  const log = { info: () => undefined, warn: () => undefined };
  const opened = await openDatabase({ databaseUrl: way.url, dataDir: '', log });
  if (!opened.ok) throw new Error(opened.error.message);
  const over = opened.value;
  way.breakAt('begin');
  // More than there are connections in the pool.
  for (let lost = 0; lost < 12; lost += 1) {
    await expect(over.orm.transaction(async () => undefined)).rejects.toThrow(
      /Failed query: begin/,
    );
  }
  way.breakAt(undefined);
  expect((await over.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await over.close();
  await way.close();
});

test('a listener whose server falls silent knows that it hears nothing, and finds it again', async () => {
  const way = await openWay();
  const again = Promise.withResolvers<void>();
  const listener = createListener(way.url, () => undefined, { between: 20, believed: 200 });
  const received: string[] = [];
  await listener.listen('news', (payload) => received.push(payload), again.resolve);
  expect(listener.isListening()).toBe(true);
  way.swallow();
  await database.notify('news', 'unheard');
  await expect.poll(() => listener.isListening()).toBe(false);
  expect(received).toEqual([]);
  await again.promise;
  expect(listener.isListening()).toBe(true);
  await database.notify('news', 'heard');
  await expect.poll(() => received).toEqual(['heard']);
  await listener.close();
  await way.close();
});

test('a process that is paused within a transaction does not keep its locks forever', async () => {
  const { rows } = await database.query('show idle_in_transaction_session_timeout');
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '20s' }]);
});
