import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { TEMPLATE } from './template-database.ts';

/** A data directory for one test with an empty database in it; the test removes it. */
export async function copyTemplate(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-test-'));
  await cp(inject(TEMPLATE), dataDir, { recursive: true });
  return dataDir;
}
