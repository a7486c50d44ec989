import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { codeOf, reasonOf } from '@asterism/server-kit/describe-error';
import type { StartFailure } from '@asterism/server-kit/start-failure';

/** The encodings that the build creates beside each file, best first, with their suffixes. */
const SUFFIXES = { br: '.br', gzip: '.gz' } as const;
export type Coding = keyof typeof SUFFIXES | 'identity';

/** A file in one encoding. */
export interface Variant {
  readonly body: Buffer;
  /** A strong ETag, which differs by encoding. */
  readonly etag: string;
}

export type Variants = ReadonlyMap<Coding, Variant>;

/** The files of the built console by path, such as `/index.html`. */
export type ConsoleFiles = ReadonlyMap<string, Variants>;

function variantOf(body: Buffer): Variant {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 27);
  return { body, etag: `"${hash}"` };
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name));
}

function codingOf(file: string): { readonly path: string; readonly coding: Coding } {
  if (file.endsWith(SUFFIXES.br)) return { path: file.slice(0, -3), coding: 'br' };
  if (file.endsWith(SUFFIXES.gzip)) return { path: file.slice(0, -3), coding: 'gzip' };
  return { path: file, coding: 'identity' };
}

/**
 * Reads the built console in `directory` into memory, so that serving it needs no file descriptor and does not change
 * while another build replaces it. Empty when there is no build.
 */
export async function readConsoleFiles(
  directory: string,
): Promise<Result<ConsoleFiles, StartFailure>> {
  const files = new Map<string, Map<Coding, Variant>>();
  try {
    for (const file of await filesIn(directory)) {
      const { path, coding } = codingOf(file);
      const url = `/${relative(directory, path).split(sep).join('/')}`;
      // Files that the build keeps for itself are not served.
      if (url.split('/').some((segment) => segment.startsWith('.'))) continue;
      const variants = files.get(url) ?? new Map<Coding, Variant>();
      files.set(url, variants.set(coding, variantOf(await readFile(file))));
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT' && files.size === 0) return ok(files);
    return err({ message: `The files of the console cannot be read: ${reasonOf(error)}.` });
  }
  return ok(files);
}
