import { randomBytes } from 'node:crypto';
import { link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { codeOf, reasonOf } from '../describe-error.ts';
import { makeDirectory } from '../make-directory.ts';
import type { StartFailure } from '../start-failure.ts';

/** A secret from which keys are derived. */
export interface KeyFile {
  readonly path: string;
  /** The 32 bytes that it holds; undefined when it holds more, in an unknown format. */
  readonly key: Uint8Array | undefined;
  /** The whole file. The previous release derived the BFF's keys from it. */
  readonly content: Uint8Array;
}

/** Where a key is stored. */
export interface KeyFileSource {
  readonly dataDir: string;
  /** A file of the operator, which replaces those in the data directory. */
  readonly masterKeyFile?: string | undefined;
}

/** The key's file in the data directory, `master.key`, and its name for people: `master key`. */
export interface KeyFileName {
  readonly name: string;
  readonly title: string;
}

const KEY_BYTES = 32;
const GROUP_AND_WORLD = 0o077;

/** 32 bytes, either raw or as base64 or hexadecimal text. */
function decode(content: Buffer): Buffer | undefined {
  if (content.length === KEY_BYTES) return content;
  const text = content.toString('latin1').trim();
  const bytes = /^[0-9a-f]{64}$/i.test(text)
    ? Buffer.from(text, 'hex')
    : Buffer.from(text, 'base64');
  return bytes.length === KEY_BYTES ? bytes : undefined;
}

export const keyFilePath = (
  { dataDir, masterKeyFile }: KeyFileSource,
  { name }: KeyFileName,
): string => masterKeyFile ?? join(dataDir, name);

const cannotBeUsed = (title: string, path: string, error: unknown): StartFailure => ({
  message: `The ${title} ${path} cannot be used: ${reasonOf(error)}.`,
});

/** Reads the key; undefined when there is none. Refused when anyone but its owner may read it. */
export async function readKeyFile(
  source: KeyFileSource,
  which: KeyFileName,
): Promise<Result<KeyFile | undefined, StartFailure>> {
  const { title } = which;
  const path = keyFilePath(source, which);
  try {
    const { mode } = await stat(path);
    if (process.platform !== 'win32' && (mode & GROUP_AND_WORLD) !== 0) {
      return err({ message: `The ${title} ${path} can be read by others: chmod 600 it.` });
    }
    const content = await readFile(path);
    const key = decode(content);
    if (key === undefined && content.length < KEY_BYTES) {
      return err({ message: `The ${title} ${path} is too short: ${KEY_FORMAT}` });
    }
    return ok({ path, content, key });
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? ok(undefined) : err(cannotBeUsed(title, path, error));
  }
}

/** The accepted formats, as the end of a sentence. */
export const KEY_FORMAT = `it must hold ${KEY_BYTES} bytes, plain, base64 or hexadecimal.`;

/** The file appears complete or not at all: another process may be creating it too. */
async function makeKeyFile(path: string): Promise<void> {
  await makeDirectory(dirname(path));
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  await link(draft, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  await unlink(draft);
}

/** Reads the key, and creates it when it is missing, unless it is the operator's own. */
export async function ensureKeyFile(
  source: KeyFileSource,
  which: KeyFileName,
): Promise<Result<KeyFile, StartFailure>> {
  const path = keyFilePath(source, which);
  let read = await readKeyFile(source, which);
  if (read.ok && read.value === undefined && source.masterKeyFile === undefined) {
    try {
      await makeKeyFile(path);
    } catch (error) {
      return err(cannotBeUsed(which.title, path, error));
    }
    read = await readKeyFile(source, which);
  }
  if (!read.ok) return read;
  return read.value === undefined
    ? err({ message: `The ${which.title} ${path} is not there.` })
    : ok(read.value);
}
