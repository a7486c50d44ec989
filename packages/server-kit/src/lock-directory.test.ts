import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDirectory } from './lock-directory.ts';

const OWNER = { name: 'database', holder: 'Asterism' };

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'asterism-lock-'));
});
afterEach(() => rm(parent, { recursive: true }));

test('a directory is created, and has one holder at a time for each purpose', async () => {
  const directory = join(parent, 'some', 'data');
  const first = await lockDirectory(directory, OWNER);
  if (!first.ok) throw new Error(first.error.message);
  expect(await lockDirectory(directory, OWNER)).toEqual({
    ok: false,
    error: {
      message: `The data directory ${directory} is in use by another Asterism (process ${process.pid}).`,
    },
  });
  const other = await lockDirectory(directory, { name: 'simulator', holder: 'simulator' });
  expect(other.ok).toBe(true);
  first.value.release();
  expect((await lockDirectory(directory, OWNER)).ok).toBe(true);
});

test('a directory that cannot be created is reported in one line', async () => {
  const locked = await lockDirectory('/proc/asterism', OWNER);
  expect(locked.ok ? '' : locked.error.message).toMatch(
    /^The data directory \/proc\/asterism cannot be written: .*\.$/,
  );
});
