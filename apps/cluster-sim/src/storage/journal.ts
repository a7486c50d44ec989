import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { changeKey, type Change } from '../model/change.ts';
import { decodeChange, encodeChange } from './change-codec.ts';

/** An append-only file of what was accepted. What was appended outlives the process, however that ends. */
export interface Journal {
  /** Appends before it returns; throws when it cannot. */
  append(change: Change): void;
  close(): void;
}

export interface JournalOptions {
  readonly file: string;
  /** What the changes are changes of: a journal is of use to the same beginning only. */
  readonly origin: string;
  /** Whether a change still matters; others are dropped when the journal is opened. */
  readonly isNeeded: (change: Change) => boolean;
  /** Gets one line that says what is lost. */
  readonly warn: (message: string) => void;
}

/** Every change of the text, or what is wrong with it. The last line may be torn: its change was never accepted. */
function readChanges(text: string, { file, origin }: JournalOptions): Result<Change[], string> {
  const lines = text.split('\n');
  lines.pop();
  const [first, ...rest] = lines;
  if (first === undefined) return ok([]);
  if (first !== origin) {
    return err(
      `${file} belongs to a simulation of ${first}, this one is of ${origin}: use those options, or another data directory`,
    );
  }
  const changes: Change[] = [];
  for (const [index, line] of rest.entries()) {
    const change = decodeChange(line);
    if (change === undefined) return err(`${file}, line ${index + 2}: cannot be read`);
    changes.push(change);
  }
  return ok(changes);
}

/** What is lost of a journal that was there: one line for people. It always ends with a whole line. */
function lossOf(file: string, text: string): string | undefined {
  if (text === '') return `${file} is empty: all changes since the first start are lost`;
  const cut = text.length - text.lastIndexOf('\n') - 1;
  if (cut === 0) return undefined;
  return `${file} is cut off in its last line: ${cut} characters are dropped, and whatever followed is lost`;
}

/** The newest change of each thing, in the order in which things were first changed. */
function compact(changes: readonly Change[]): Change[] {
  const newest = new Map<string, Change>();
  for (const change of changes) newest.set(changeKey(change), change);
  return [...newest.values()];
}

function writeWhole(file: string, text: string): number {
  const fresh = `${file}.new`;
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, file);
  return openSync(file, 'a', 0o600);
}

/** Opens the journal, compacts it, and hands out what is in it. */
export function openJournal(
  options: JournalOptions,
): Result<{ journal: Journal; changes: readonly Change[] }, string> {
  const { file, origin, isNeeded } = options;
  const isThere = existsSync(file);
  const text = isThere ? readFileSync(file, 'utf8') : '';
  const read = readChanges(text, options);
  if (!read.ok) return read;
  const loss = isThere ? lossOf(file, text) : undefined;
  if (loss !== undefined) options.warn(loss);
  const changes = compact(read.value).filter(isNeeded);
  const descriptor = writeWhole(file, `${[origin, ...changes.map(encodeChange)].join('\n')}\n`);
  const journal: Journal = {
    append: (change) => appendFileSync(descriptor, `${encodeChange(change)}\n`),
    close: () => closeSync(descriptor),
  };
  return ok({ journal, changes });
}
