import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from './database.ts';
import { createDatabaseWatch, type DatabaseWatch } from './database-watch.ts';
import { openDatabase } from './open-database.ts';
import { copyEmptyDatabase } from './test-support/empty-database.ts';

const run = promisify(execFile);

/** A separate disk of 64 MiB; only root can mount one, and not everywhere. */
let disk: string;
let whyNot: string | undefined;
let database: Database;
let watch: DatabaseWatch;
const logged: string[] = [];

beforeAll(async () => {
  disk = await mkdtemp(join(tmpdir(), 'asterism-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]);
  } catch (error) {
    whyNot = `no disk can be mounted here: ${String(error)}`;
    return;
  }
  await copyEmptyDatabase(disk);
  const opened = await openDatabase({ dataDir: disk });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  const log = (_details: object, message: string): void => void logged.push(message);
  watch = createDatabaseWatch(database, { info: log, warn: log });
  await database.script('create schema migrations; create table t (n int, filling text)');
});
afterAll(async () => {
  if (whyNot === undefined) {
    await database.close();
    // Lazy unmount: the broken instance has left files open.
    await run('umount', ['-l', disk]);
  }
  await rm(disk, { recursive: true, force: true });
});

const ballast = (): string => join(disk, 'ballast');

async function fillDisk(): Promise<void> {
  const block = Buffer.alloc(16_384);
  try {
    for (;;) await appendFile(ballast(), block);
  } catch {
    // No space is left.
  }
}

const insert = (n: number) =>
  database.query(
    `insert into t select $1, string_agg(md5(random()::text), '') from generate_series(1, 1000)`,
    [n],
  );

/** The numbers in the table. */
const kept = async (): Promise<unknown[]> =>
  (await database.query('select n from t order by n')).rows.map(({ n }) => n);

test('while the disk is full writes are refused and reads go on, and it recovers by itself', async (context) => {
  context.skip(whyNot !== undefined, whyNot);
  await insert(1);
  await fillDisk();
  const refused = await insert(2).catch((error: unknown) => watch.failureOf(error));
  expect(refused).toMatchObject({ status: 503, code: 14, retryAfterSeconds: 10 });
  expect(JSON.stringify(refused)).toContain('"message":"storage: ');
  expect(await kept()).toEqual([1]);
  expect(await watch.canWrite()).toBe(false);
  expect(await watch.canWrite()).toBe(false);
  await rm(ballast());
  await expect.poll(() => watch.canWrite()).toBe(true);
  await insert(3);
  expect(await kept()).toEqual([1, 3]);
  // However many writes failed.
  expect(logged).toEqual([
    'the database cannot write: writes are refused until it can',
    'the database can write again',
  ]);
});

test('when a full disk breaks it, no query hangs, nothing is lost, and it is reopened', async (context) => {
  context.skip(whyNot !== undefined, whyNot);
  const received: string[] = [];
  let reopened = 0;
  await database.listen(
    'news',
    (payload) => received.push(payload),
    () => {
      reopened += 1;
    },
  );
  await insert(4);
  await fillDisk();
  // Rotates the write-ahead log until there is no space for it: on a server, the process would end.
  const useUpLog = async (): Promise<void> => {
    for (;;) {
      await database.query('select pg_switch_wal()');
      await database.query(`select pg_logical_emit_message(true, 'test', 'x')`);
    }
  };
  const waiting = [
    useUpLog(),
    database.orm.transaction(async (tx) => {
      for (;;)
        await tx.execute('select pg_switch_wal(), pg_logical_emit_message(true, $$t$$, $$x$$)');
    }),
    useUpLog(),
  ];
  const outcomes = await Promise.allSettled(waiting);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  const failed = await insert(7).catch((error: unknown) => watch.failureOf(error));
  expect(failed).toMatchObject({ status: 503, code: 14 });
  expect(await watch.canWrite()).toBe(false);
  await rm(ballast());
  await expect.poll(() => watch.canWrite()).toBe(true);
  expect(reopened).toBe(1);
  await insert(8);
  expect(await kept()).toEqual(expect.arrayContaining([1, 3, 4, 8]));
  await database.notify('news', 'after');
  expect(received).toEqual(['after']);
});
