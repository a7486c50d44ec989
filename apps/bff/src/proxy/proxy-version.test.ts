import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const LOCKFILE = join(import.meta.dirname, '..', '..', '..', '..', 'pnpm-lock.yaml');

test('the proxy library is a version without request smuggling, and no vulnerable one is installed', async () => {
  const lines = (await readFile(LOCKFILE, 'utf8')).split('\n');
  const versions = lines.flatMap(
    (line) => /^ {2}http-proxy-middleware@(\d+)\./.exec(line)?.[1] ?? [],
  );
  expect(versions.length).toBeGreaterThan(0);
  expect(versions.every((major) => Number(major) >= 4)).toBe(true);
  expect(lines.filter((line) => /^ {2}'?http-proxy@/.test(line))).toEqual([]);
});
