import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureKeyFile, readKeyFile, type KeyFileSource } from './key-file.ts';

const WHICH = { name: 'some.key', title: 'master key' };

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'asterism-key-'));
});
afterEach(() => rm(parent, { recursive: true }));

async function refusal(source: KeyFileSource): Promise<string> {
  const read = await ensureKeyFile(source, WHICH);
  return read.ok ? '' : read.error.message;
}

describe('a key file', () => {
  test('is created at the first start, with the data directory if it is missing', async () => {
    const dataDir = join(parent, 'data');
    const made = await ensureKeyFile({ dataDir }, WHICH);
    const again = await ensureKeyFile({ dataDir }, WHICH);
    expect(made).toMatchObject({ ok: true });
    expect(again).toEqual(made);
    expect((await stat(join(dataDir, 'some.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  test('is the same for processes that start at once', async () => {
    const keys = await Promise.all(
      Array.from({ length: 8 }, () => ensureKeyFile({ dataDir: parent }, WHICH)),
    );
    expect(new Set(keys.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await readdir(parent)).toEqual(['some.key']);
  });

  const bytes = randomBytes(32);
  test.each([
    ['plain bytes', bytes],
    ['base64', bytes.toString('base64')],
    ['base64 with a line break', `${bytes.toString('base64')}\n`],
    ['hexadecimal', `${bytes.toString('hex')}\n`],
    ['capital hexadecimal', bytes.toString('hex').toUpperCase()],
  ])('of the operator holds the same 32 bytes as %s', async (_name, content) => {
    const masterKeyFile = join(parent, 'own.key');
    await writeFile(masterKeyFile, content, { mode: 0o600 });
    const read = await ensureKeyFile({ dataDir: parent, masterKeyFile }, WHICH);
    expect(read.ok && read.value.key).toEqual(bytes);
  });

  test('that is too long yields its content but no key', async () => {
    const masterKeyFile = join(parent, 'own.key');
    await writeFile(masterKeyFile, randomBytes(64), { mode: 0o600 });
    const read = await readKeyFile({ dataDir: parent, masterKeyFile }, WHICH);
    expect(read.ok && read.value?.key).toBeUndefined();
    expect(read.ok && read.value?.content).toHaveLength(64);
  });

  test('that cannot be created is reported in one line', async () => {
    expect(await refusal({ dataDir: '/proc/asterism/x' })).toMatch(
      /^The master key .* cannot be used: .*$/,
    );
  });

  test('of the operator that is missing, too short or readable by others is reported in one line, and none is created', async () => {
    const masterKeyFile = join(parent, 'own.key');
    const source = { dataDir: parent, masterKeyFile };
    expect(await refusal(source)).toBe(`The master key ${masterKeyFile} is not there.`);
    expect(await readdir(parent)).toEqual([]);
    await writeFile(masterKeyFile, 'short', { mode: 0o600 });
    expect(await refusal(source)).toBe(
      `The master key ${masterKeyFile} is too short: it must hold 32 bytes, plain, base64 or hexadecimal.`,
    );
    await chmod(masterKeyFile, 0o644);
    expect(await refusal(source)).toBe(
      `The master key ${masterKeyFile} can be read by others: chmod 600 it.`,
    );
  });
});
