import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod/mini';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { codeOf, reasonOf } from '@asterism/server-kit/describe-error';
import type { DatabaseFailure } from '../database.ts';

/**
 * A backup is gzip over lines of JSON: a head, then for each database a place, its schemas, their tables and their
 * rows, and an end with a checksum over all lines before it. Numbers in rows are never parsed: they may exceed the
 * precision of JavaScript.
 */
const head = z.object({ asterism: z.literal('backup'), format: z.literal(1), takenAt: z.string() });
const end = z.object({ end: z.literal(true), sha256: z.string() });
const line = z.union([
  /** Where the following schemas were: below the data directory, for an embedded database. */
  z.object({ place: z.enum(['', 'bff']) }),
  z.object({ schema: z.string(), required: z.array(z.number()), additive: z.array(z.number()) }),
  z.object({ table: z.string(), columns: z.array(z.string()) }),
]);
const ROW = '{"row":';
const END = '{"end":';

/** One line of a backup; a row is the text of its JSON. */
export type BackupLine = z.infer<typeof line> | { readonly row: string };

/** Accepts the lines of a backup, one after the other. */
export type PutLine = (line: BackupLine) => Promise<void>;

const textOf = (written: BackupLine): string =>
  'row' in written ? `${ROW}${written.row}}` : JSON.stringify(written);

/**
 * Writes a backup that only its owner can read. The file appears complete and flushed to disk, or not at all. Throws
 * the errors of the file system, or of `produce`.
 */
export async function writeBackup(
  file: string,
  produce: (put: PutLine) => Promise<void>,
): Promise<void> {
  const draft = `${file}.partial`;
  const sum = createHash('sha256');
  const gzip = createGzip();
  const writing = pipeline(gzip, createWriteStream(draft, { mode: 0o600, flush: true }));
  // It is awaited at the end; until then a failure must not count as unhandled.
  writing.catch(() => {});
  const write = async (text: string): Promise<void> => {
    sum.update(`${text}\n`);
    if (!gzip.write(`${text}\n`)) await Promise.race([once(gzip, 'drain'), writing]);
  };
  try {
    const takenAt = new Date().toISOString();
    await write(JSON.stringify({ asterism: 'backup', format: 1, takenAt }));
    await produce((written) => write(textOf(written)));
    gzip.end(`${JSON.stringify({ end: true, sha256: sum.copy().digest('hex') })}\n`);
    await writing;
    await rename(draft, file);
  } catch (error) {
    gzip.destroy();
    await writing.catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}

async function* textLines(file: string): AsyncGenerator<string> {
  const unzip = createGunzip();
  const reading = pipeline(createReadStream(file), unzip);
  // The reader below receives the error.
  reading.catch(() => {});
  let rest = '';
  unzip.setEncoding('utf8');
  for await (const chunk of unzip) {
    const lines = `${rest}${String(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

const parseLine = (text: string): BackupLine =>
  text.startsWith(ROW) ? { row: text.slice(ROW.length, -1) } : line.parse(JSON.parse(text));

/** The lines of a backup whose checksum is correct. */
export async function* readLines(file: string): AsyncGenerator<BackupLine> {
  let isFirst = true;
  for await (const text of textLines(file)) {
    if (!isFirst && !text.startsWith(END)) yield parseLine(text);
    isFirst = false;
  }
}

function isHead(text: string): boolean {
  try {
    return head.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

/** Reads a whole backup and verifies its checksum. The error is one line for people. */
export async function checkBackup(file: string): Promise<Result<void, DatabaseFailure>> {
  const damaged = err({ message: `${file} is damaged: it cannot be restored.` });
  const sum = createHash('sha256');
  let lines = 0;
  let last = '';
  try {
    for await (const text of textLines(file)) {
      if (lines === 0 && !isHead(text))
        return err({ message: `${file} is no backup of Asterism.` });
      if (lines > 0) sum.update(`${last}\n`);
      last = text;
      lines += 1;
    }
    const ended = end.safeParse(last.startsWith(END) ? JSON.parse(last) : undefined);
    return ended.success && ended.data.sha256 === sum.digest('hex') ? ok(undefined) : damaged;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_DATA_ERROR' && reasonOf(error) === 'incorrect header check') {
      return err({ message: `${file} is no backup of Asterism.` });
    }
    if (code?.startsWith('Z_') === true) return damaged;
    return err({ message: `${file} cannot be read: ${reasonOf(error)}.` });
  }
}
