import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLines, writeBackup } from '@asterism/database/backup/backup-file';
import { isEmpty } from '@asterism/database/backup/load-backup';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { loadLoginKeys } from '@asterism/federation/keys/login-keys';
import { openVault } from '@asterism/federation/keys/open-vault';
import { createServiceKeys } from '@asterism/federation/keys/service-keys';
import { createStores } from '@asterism/federation/store/stores';
import { APPS, restoreBackup, type RestoreTarget } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

let folder: string;
/** A data directory with something of everything in its database. */
let dataDir: string;
let masterKeyFile: string;
let file: string;
let databaseUrl: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-restore-'));
  dataDir = await copyTemplate();
  masterKeyFile = join(dataDir, 'master.key');
  databaseUrl = await createPostgresDatabase();
  const database = await open({ dataDir });
  const stores = createStores(database.orm);
  const vault = await openVault(stores.sealedKeys, { dataDir });
  if (!vault.ok) throw new Error(vault.error.message);
  await loadLoginKeys(stores.loginKeys, vault.value);
  await createServiceKeys(stores.serviceKeys, vault.value).next();
  await stores.workflows.add({
    id: '0f0f0f0f-0000-4000-8000-000000000001',
    type: 'attach cluster',
    stages: [{ name: `it's "quoted" \\ \n`, state: 'waiting' }],
    target: 'ünïcode ☃',
    apiEndpoint: '127.0.0.1:1',
    startedBy: 'admin',
    startedByRoles: ['system:cluster-admin', 'a,b'],
  });
  await database.close();
  file = join(folder, 'good.backup');
  const taken = await takeBackup({ dataDir }, file);
  if (!taken.ok) throw new Error(taken.error);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
});

/** Opens a database with the schemas of all apps in it. */
async function open(where: { dataDir: string; databaseUrl?: string }): Promise<Database> {
  const opened = await openDatabase(where);
  if (!opened.ok) throw new Error(opened.error.message);
  for (const app of APPS) {
    const migrated = await opened.value.migrate(app);
    if (!migrated.ok) throw new Error(migrated.error.message);
  }
  return opened.value;
}

const target = (given: Partial<RestoreTarget> = {}): RestoreTarget => ({
  dataDir: join(folder, 'elsewhere'),
  masterKeyFile,
  replace: false,
  withoutKey: false,
  ...given,
});

/** Why it was refused: one line. */
async function refusal(from: string, given: Partial<RestoreTarget> = {}): Promise<string> {
  const outcome = await restoreBackup(from, target(given));
  if (outcome.ok) throw new Error(`it was restored: ${outcome.value}`);
  expect(outcome.error).not.toContain('\n');
  return outcome.error;
}

const listFiles = async (directory: string): Promise<string[]> =>
  (await readdir(directory)).filter((name) => !/^database\.(lock|pid)|backup\.sock/.test(name));

async function linesOf(from: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLines(from)) lines.push(JSON.stringify(line));
  return lines;
}

test('a backup is for its owner alone, and holds no private key that is not sealed', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const all = (await linesOf(file)).join('\n');
  expect(all).toContain('PUBLIC KEY');
  expect(all).not.toContain('PRIVATE KEY');
  expect(all).not.toContain(await readFile(masterKeyFile, 'utf8').then((key) => key.trim()));
});

test('a file that is there is never written over', async () => {
  const before = await readFile(file);
  const outcome = await takeBackup({ dataDir }, file);
  expect(outcome.ok ? '' : outcome.error).toBe(`${file} is there already: give another name.`);
  expect(await readFile(file)).toEqual(before);
});

test('a file that is damaged, cut or something else is refused, and nothing is touched', async () => {
  const good = await readFile(file);
  const bad = join(folder, 'bad.backup');
  const refusalOf = async (content: Uint8Array): Promise<string> => {
    await writeFile(bad, content);
    return refusal(bad);
  };
  for (let at = 20; at < good.length; at += Math.ceil(good.length / 40)) {
    const changed = Buffer.from(good);
    changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
    expect(await refusalOf(changed)).toBe(`${bad} is damaged: it cannot be restored.`);
    expect(await refusalOf(good.subarray(0, at))).toBe(`${bad} is damaged: it cannot be restored.`);
  }
  for (const other of [Buffer.from('PGDMP'), gzipSync('{"other":1}\n')]) {
    expect(await refusalOf(other)).toBe(`${bad} is no backup of Asterism.`);
  }
  expect(await refusal(join(folder, 'nothing'))).toMatch(/nothing cannot be read: ENOENT/);
  await expect(stat(join(folder, 'elsewhere'))).rejects.toThrow('ENOENT');
});

test('a backup of a newer release is refused', async () => {
  const newer = join(folder, 'newer.backup');
  await writeBackup(newer, async (put) => {
    for await (const line of readLines(file)) {
      await put('schema' in line ? { ...line, additive: [...line.additive, 2e12] } : line);
    }
  });
  expect(await refusal(newer)).toMatch(/newer\.backup is of a newer Asterism, whose schema "bff"/);
});

test('a master key that is missing, or another one, is refused, and what was begun is gone', async () => {
  const other = join(folder, 'other.key');
  expect(await refusal(file, { masterKeyFile: other, databaseUrl })).toMatch(/does not open/);
  await writeFile(other, randomBytes(32), { mode: 0o600 });
  expect(await refusal(file, { masterKeyFile: other })).toMatch(/does not open the keys/);
  expect(await listFiles(join(folder, 'elsewhere'))).toEqual([]);
  expect(await refusal(file, { masterKeyFile: other, databaseUrl })).toMatch(/does not open/);
  const opened = await openDatabase({ dataDir: '', databaseUrl });
  if (!opened.ok) throw new Error(opened.error.message);
  expect(await isEmpty(opened.value.orm, APPS)).toBe(true);
  await opened.value.close();
});

test('what is restored on a server is what was in the directory, to the last byte', async () => {
  expect(await restoreBackup(file, target({ databaseUrl }))).toMatchObject({ ok: true });
  const again = join(folder, 'again.backup');
  expect(await takeBackup({ dataDir, databaseUrl }, again)).toMatchObject({ ok: true });
  expect(await linesOf(again)).toEqual(await linesOf(file));
  const database = await open({ dataDir: '', databaseUrl });
  const newest = await createStores(database.orm).workflows.add({
    id: '0f0f0f0f-0000-4000-8000-000000000002',
    type: 'attach cluster',
    stages: [],
    target: 'the next one',
    startedBy: 'admin',
    startedByRoles: [],
  });
  expect(newest?.sequence).toBe(2);
  await database.close();
});

test('what is there already is lost only when that is said', async () => {
  expect(await refusal(file, { databaseUrl })).toMatch(/^The database is not empty: use --replace/);
  const replaced = await restoreBackup(file, target({ databaseUrl, replace: true }));
  expect(replaced).toMatchObject({ ok: true });

  const home = join(folder, 'home');
  await cp(dataDir, home, { recursive: true });
  expect(await refusal(file, { dataDir: home })).toMatch(/^There is a database in .* already/);
  const put = await restoreBackup(file, target({ dataDir: home, replace: true }));
  expect(put.ok ? put.value : '').toMatch(/What was there is in .*\.replaced-/);
  const database = await open({ dataDir: home });
  const { rows } = await database.query('select target from federation.workflows');
  expect(rows).toEqual([{ target: 'ünïcode ☃' }]);
  const inUse = await refusal(file, { dataDir: home, replace: true });
  expect(inUse).toMatch(/is in use by another Asterism/);
  await database.close();
});

test('the commands say how they are used, and end with exit code 1 when they cannot do it', async () => {
  for (const [command, args] of [
    ['backup.ts', []],
    ['restore.ts', ['--from', join(folder, 'nothing')]],
  ] as const) {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', command), ...args], {
      env: { ASTERISM_DATA_DIR: join(folder, 'none') },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(child.exitCode).toBe(1);
    expect(errors).toMatch(/^(Usage: npm run backup -- --to FILE|.*nothing cannot be read: .*\n$)/);
  }
});
