import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVault, deriveKey } from '@asterism/server-kit/secrets/vault';
import { openTokenVault } from './open-token-vault.ts';

let dataDir: string;
const warnings: string[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-key-'));
  warnings.length = 0;
});
afterEach(() => rm(dataDir, { recursive: true }));

const open = (masterKeyFile?: string) =>
  openTokenVault({ dataDir, masterKeyFile }, { warn: (line: string) => void warnings.push(line) });
async function vaultOf(masterKeyFile?: string) {
  const opened = await open(masterKeyFile);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
async function writeKey(content: string | Uint8Array): Promise<string> {
  const file = join(dataDir, 'own.key');
  await writeFile(file, content, { mode: 0o600 });
  return file;
}

test('the key that seals tokens is created once, readable only by its owner, and stays the same', async () => {
  const [one, other] = await Promise.all([vaultOf(), vaultOf()]);
  expect(other.open(one.seal('token', 'me'), 'me')).toBe('token');
  expect((await stat(join(dataDir, 'bff.key'))).mode & 0o777).toBe(0o600);
  expect(warnings).toEqual([]);
});

test('the key that seals tokens comes from the master key when there is one, and nothing is written', async () => {
  const file = await writeKey(randomBytes(32));
  expect((await vaultOf(file)).open((await vaultOf(file)).seal('token', 'me'), 'me')).toBe('token');
  await expect(stat(join(dataDir, 'bff.key'))).rejects.toThrow('ENOENT');
});

test('tokens sealed by the next release can be opened, in every format of the master key', async () => {
  const key = randomBytes(32);
  const next = createVault([{ id: 'm2', key: deriveKey(key, 'bff session tokens') }]);
  for (const content of [key, key.toString('base64'), `${key.toString('hex')}\n`]) {
    const vault = await vaultOf(await writeKey(content));
    expect(vault.open(next.seal('token', 'me'), 'me')).toBe('token');
  }
});

test('a master key in an unknown format is still used, with a warning that names it', async () => {
  const file = await writeKey(randomBytes(64));
  const vault = await vaultOf(file);
  expect(vault.open(vault.seal('token', 'me'), 'me')).toBe('token');
  expect(warnings).toEqual([
    `The key file ${file} will not be read after the next release: it must hold 32 bytes, plain, base64 or hexadecimal.`,
  ]);
});

test('a key that cannot be created fails the start with one line', async () => {
  const opened = await openTokenVault({ dataDir: '/proc/asterism/x' }, { warn: () => undefined });
  expect(opened.ok ? '' : opened.error.message).toMatch(
    /^The key file \/proc\/asterism\/x\/bff\.key cannot be used/,
  );
});
