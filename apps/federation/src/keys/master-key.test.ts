import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureMasterKey } from './master-key.ts';

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'asterism-key-'));
});
afterEach(() => rm(parent, { recursive: true }));

describe('the master key', () => {
  test('is made at the first start, also when nobody has made the data directory yet', async () => {
    const dataDir = join(parent, 'data');
    const made = await ensureMasterKey({ dataDir });
    const again = await ensureMasterKey({ dataDir });
    expect(made).toMatchObject({ ok: true });
    expect(again).toEqual(made);
    expect((await stat(join(dataDir, 'master.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(dataDir)).mode & 0o777).toBe(0o700);
  });

  test('that cannot be made is told in one line', async () => {
    const read = await ensureMasterKey({ dataDir: '/proc/asterism/x' });
    expect(read.ok ? '' : read.error.message).toMatch(/^The master key .* cannot be used: .*$/);
  });
});
