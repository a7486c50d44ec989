import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTokenVault } from './token-vault.ts';
import { loadVaultKey } from './vault-key.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-key-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const load = (masterKeyFile?: string) => loadVaultKey({ dataDir, masterKeyFile });
async function key(masterKeyFile?: string): Promise<Uint8Array> {
  const loaded = await load(masterKeyFile);
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value;
}

describe('the key that seals tokens', () => {
  test('is made once, for its owner alone, and stays the same', async () => {
    const keys = await Promise.all([key(), key(), key()]);
    expect(new Set(keys.map((one) => Buffer.from(one).toString('hex'))).size).toBe(1);
    expect((await stat(join(dataDir, 'bff.key'))).mode & 0o777).toBe(0o600);
    expect(keys[0]).toHaveLength(32);
  });

  test('comes from the master key when there is one, and nothing is written', async () => {
    const file = join(dataDir, 'master');
    await writeFile(file, 'x'.repeat(32), { mode: 0o600 });
    expect(await key(file)).not.toEqual(Buffer.from('x'.repeat(32)));
    expect(await key(file)).toEqual(await key(file));
    await expect(stat(join(dataDir, 'bff.key'))).rejects.toThrow('ENOENT');
  });

  test.each([
    ['can be read by others', 'x'.repeat(32), 0o644, 'can be read by others'],
    ['is too short', 'short', 0o600, 'too short'],
  ])('is refused when it %s', async (_name, content, mode, message) => {
    const file = join(dataDir, 'master');
    await writeFile(file, content);
    await chmod(file, mode);
    const loaded = await load(file);
    expect(loaded.ok ? '' : loaded.error.message).toContain(message);
  });

  test('that cannot be made is told in one line, and at once', async () => {
    const loaded = await loadVaultKey({ dataDir: '/proc/asterism/x', masterKeyFile: undefined });
    expect(loaded.ok ? '' : loaded.error.message).toMatch(
      /^The key file \/proc\/asterism\/x\/bff\.key cannot be used/,
    );
  });

  test('that is not there is told in one line', async () => {
    const loaded = await load(join(dataDir, 'nothing'));
    expect(loaded.ok ? '' : loaded.error.message).toMatch(
      /^The key file .* cannot be used \(ENOENT\)\.$/,
    );
  });
});

describe('a sealed token', () => {
  const seal = createTokenVault(new Uint8Array(32).fill(1));

  test('opens for its owner, and is sealed anew each time', () => {
    expect(seal.open(seal.seal('token', 'me'), 'me')).toBe('token');
    expect(seal.seal('token', 'me')).not.toBe(seal.seal('token', 'me'));
  });

  test('opens for nobody else, under no other key, and not when a bit was changed', () => {
    const sealed = seal.seal('token', 'me');
    expect(seal.open(sealed, 'you')).toBeUndefined();
    expect(createTokenVault(new Uint8Array(32)).open(sealed, 'me')).toBeUndefined();
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(seal.open(changed.toString('base64'), 'me')).toBeUndefined();
    }
    expect(seal.open('', 'me')).toBeUndefined();
  });
});
