import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readLines } from './backup/backup-file.ts';
import type { Database } from './database.ts';
import { openDatabase } from './open-database.ts';
import { copyEmptyDatabase } from './test-support/empty-database.ts';
import { writeMigrations } from './test-support/migrations-folder.ts';
import { createPostgresDatabase } from './test-support/postgres-databases.ts';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'asterism-database-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function open(dataDir: string, databaseUrl?: string): Promise<Database> {
  const result = await openDatabase({ dataDir, databaseUrl });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

async function failureOf(options: { dataDir: string; databaseUrl?: string }): Promise<string> {
  const result = await openDatabase(options);
  if (!result.ok) return result.error.message;
  await result.value.close();
  throw new Error('it opened');
}

describe.each([
  ['the embedded database', async () => undefined],
  ['a PostgreSQL server', createPostgresDatabase],
])('%s', (_name, makeUrl) => {
  let database: Database;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(root, 'shared-'));
    database = await open(dataDir, await makeUrl());
  });
  afterAll(() => database.close());
  beforeEach(() =>
    database.script(
      'drop schema if exists app cascade; drop schema if exists migrations cascade; create schema app',
    ),
  );

  test('keeps what a transaction commits, and rolls back one that throws', async () => {
    await database.script('create table app.t (n int)');
    await database.orm.transaction((tx) => tx.execute('insert into app.t values (1)'));
    const broken = database.orm.transaction(async (tx) => {
      await tx.execute('insert into app.t values (2)');
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    const { rows } = await database.query('select n from app.t where n > $1', [0]);
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('delivers notifications to listeners until they stop', async () => {
    const received: string[] = [];
    const firstPayload = Promise.withResolvers<void>();
    const stop = await database.listen('news', (payload) => {
      received.push(payload);
      firstPayload.resolve();
    });
    await database.notify('news', 'one');
    await firstPayload.promise;
    await stop();
    await database.notify('news', 'two');
    await database.query('select 1');
    expect(received).toEqual(['one']);
  });

  test('is migrated once, even when two processes do it at once', async () => {
    const folder = await writeMigrations(join(root, 'good'), [
      'create table app.t (n int)',
      'create table app.u (n int)',
    ]);
    const twice = [database, database].map((each) => each.migrate({ schema: 'app', folder }));
    expect(await Promise.all(twice)).toEqual([
      { ok: true, value: undefined },
      { ok: true, value: undefined },
    ]);
    const { rows } = await database.query('select count(*)::int as n from migrations.app');
    expect(rows).toEqual([{ n: 2 }]);
  });

  test('is not opened when a newer version has migrated it', async () => {
    const older = await writeMigrations(join(root, 'older'), ['create table app.t (n int)']);
    const newer = await writeMigrations(join(root, 'newer'), [
      'create table app.t (n int)',
      'alter table app.t rename to u',
    ]);
    expect(await database.migrate({ schema: 'app', folder: newer })).toMatchObject({ ok: true });
    const result = await database.migrate({ schema: 'app', folder: older });
    expect(result.ok ? '' : result.error.message).toMatch(
      /^The database was last used by a newer Asterism, whose schema "app" .*$/,
    );
    expect(await database.migrate({ schema: 'app', folder: newer })).toMatchObject({ ok: true });
  });

  test('is opened by an older version when a newer one has only added to it, and stays unchanged', async () => {
    const base = ['create table app.t (n int)'];
    const adding = ['alter table app.t add column m int default 7'];
    const older = await writeMigrations(join(root, 'base'), base);
    const newer = await writeMigrations(join(root, 'added'), base, adding);
    expect(await database.migrate({ schema: 'app', folder: newer })).toMatchObject({ ok: true });
    expect(await database.migrate({ schema: 'app', folder: older })).toMatchObject({ ok: true });
    await database.script('insert into app.t (n) values (1)');
    expect(await database.migrate({ schema: 'app', folder: newer })).toMatchObject({ ok: true });
    expect((await database.query('select * from app.t')).rows).toEqual([{ n: 1, m: 7 }]);
    // All that a release from before the second table reads.
    const { rows } = await database.query('select count(*)::int as n from migrations.app');
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('is not opened by an older version when a newer one declares its migration incompatible', async () => {
    const base = ['create table app.t (n int)'];
    const older = await writeMigrations(join(root, 'before'), base);
    const newer = await writeMigrations(join(root, 'renamed'), base, [
      '-- incompatible: the column has another name\nalter table app.t rename n to m',
    ]);
    expect(await database.migrate({ schema: 'app', folder: newer })).toMatchObject({ ok: true });
    const result = await database.migrate({ schema: 'app', folder: older });
    expect(result.ok ? '' : result.error.message).toMatch(/^The database was last used by a newer/);
  });

  test('is backed up before it is migrated, and not migrated when the backup fails', async () => {
    const base = ['create table app.t (n int)'];
    const changes = [1, 2, 3, 4, 5].map((n) => `alter table app.t add column c${n} int`);
    const backups = join(dataDir, 'backups');
    const migrateTo = async (count: number) => {
      const name = join(root, `step-${count}`);
      const folder = await writeMigrations(name, base, changes.slice(0, count));
      return database.migrate({ schema: 'app', folder });
    };
    await rm(backups, { recursive: true, force: true });
    await writeFile(backups, 'in the way');
    // There is no data yet that could be lost.
    expect(await migrateTo(0)).toMatchObject({ ok: true });
    await database.script('insert into app.t values (42)');
    const refused = await migrateTo(1);
    expect(refused.ok ? '' : refused.error.message).toMatch(
      /^The database was not brought up to date, because no backup .*ASTERISM_SKIP_BACKUP=on\.$/,
    );
    expect((await database.query('select * from app.t')).rows).toEqual([{ n: 42 }]);

    await rm(backups);
    for (const count of [1, 2, 3, 4, 5]) {
      expect(await migrateTo(count)).toMatchObject({ ok: true });
      // Without pending migrations, there is no other backup.
      expect(await migrateTo(count)).toMatchObject({ ok: true });
    }
    const files = (await readdir(backups)).toSorted();
    expect(files).toHaveLength(3);
    const [oldest = ''] = files;
    const lines: string[] = [];
    for await (const line of readLines(join(backups, oldest))) lines.push(JSON.stringify(line));
    expect(lines.at(-1)).toContain(String.raw`{\"n\":42,\"c1\":null,\"c2\":null}`);
    expect((await stat(join(backups, oldest))).mode & 0o777).toBe(0o600);
  });

  test('reports a failed migration in one line, and stays unchanged', async () => {
    const folder = await writeMigrations(join(root, 'bad'), [
      'create table app.t (n int)',
      'create nonsense',
    ]);
    const result = await database.migrate({ schema: 'app', folder });
    expect(result.ok ? '' : result.error.message).toMatch(/^The database could .*nonsense.*$/);
    const { rows } = await database.query(`select to_regclass('app.t') as t`);
    expect(rows).toEqual([{ t: null }]);
  });
});

describe('the directory of the embedded database', () => {
  test('has one holder, and keeps all committed data when the holder is killed', async () => {
    const dataDir = join(root, 'held');
    await copyEmptyDatabase(dataDir);
    const program = join(import.meta.dirname, 'test-support/hold-open.ts');
    const holder = spawn(process.execPath, [program, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(holder, 'exit');
    await once(holder.stdout, 'data');
    expect(await failureOf({ dataDir })).toBe(
      `The data directory ${dataDir} is in use by another Asterism (process ${holder.pid}).`,
    );
    holder.kill('SIGKILL');
    await ended;

    const database = await open(dataDir);
    expect((await database.query('select n from kept')).rows).toEqual([{ n: 1 }]);
    expect(await failureOf({ dataDir })).toContain(`(process ${process.pid})`);
    await database.close();
    await (await open(dataDir)).close();
  });

  test.each(['file/below', 'file', '/proc/asterism'])(
    'is reported in one clear line when it cannot be created (%s)',
    async (path) => {
      await writeFile(join(root, 'file'), '');
      const dataDir = path.startsWith('/') ? path : join(root, path);
      expect(await failureOf({ dataDir })).toMatch(/^The data directory .* cannot be .*$/);
    },
  );
});

test('an unreachable server is reported in one clear line without its password', async () => {
  const databaseUrl = 'postgres://somebody:secret-canary@127.0.0.1:1/nothing';
  const message = await failureOf({ dataDir: root, databaseUrl });
  expect(message).toMatch(
    /^The database of ASTERISM_DATABASE_URL cannot be used: .*ECONNREFUSED.*$/,
  );
  expect(message).not.toContain('secret-canary');
});
