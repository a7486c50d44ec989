import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './describe-error.ts';

const PRIVATE = 0o700;

async function makeOne(path: string): Promise<'made' | 'no parent'> {
  try {
    await mkdir(path, PRIVATE);
    return 'made';
  } catch (error) {
    if (codeOf(error) === 'EEXIST' && (await stat(path)).isDirectory()) return 'made';
    if (codeOf(error) === 'ENOENT') return 'no parent';
    throw error;
  }
}

/**
 * Creates a directory and its parents, accessible only to its owner; an existing one is left unchanged.
 * Node's own `recursive` never returns below a file system that answers ENOENT to mkdir, such as /proc.
 */
export async function makeDirectory(path: string): Promise<void> {
  if ((await makeOne(path)) === 'made') return;
  const parent = dirname(path);
  if (parent !== path) await makeDirectory(parent);
  if ((await makeOne(path)) === 'no parent') throw new Error(`${path} has no parent directory`);
}
