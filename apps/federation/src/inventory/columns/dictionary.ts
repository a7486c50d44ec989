/** Of its own size each: a map that grows is made anew, and a large one takes its time. */
const SHARDS = 64;

/** Which shard has a text: its last characters differ most. */
function shardOf(text: string): number {
  let hash = text.length;
  for (let at = Math.max(0, text.length - 4); at < text.length; at += 1) {
    hash = Math.imul(hash, 31) + text.charCodeAt(at);
  }
  return (hash ^ (hash >>> 6)) & (SHARDS - 1);
}

/**
 * Gives each text that rows share a small number. A text that no row holds any more is forgotten and its number given to
 * another, so that a cluster which makes up new ones without end costs no memory. Everything in constant time.
 */
export interface Dictionary<E> {
  /** The code of a text; undefined while it has none. */
  readonly known: (text: string) => number | undefined;
  /** Gives a code to a text that has none, until it was held and released. The entry is what is kept of it. */
  add(text: string, entry: E): number;
  /** What is kept of the text of a code that was given. */
  readonly entry: (code: number) => E;
  /** The same; undefined when the code was not given. */
  readonly entryOf: (code: number) => E | undefined;
  /** One row more has the text. */
  readonly addHolder: (code: number) => void;
  /** How many rows have it. */
  readonly holders: (code: number) => number;
  /** One row less has it; true when that was the last one. */
  readonly release: (code: number) => boolean;
  /** Every code is below it. */
  readonly limit: () => number;
  readonly entries: () => Iterable<readonly [code: number, entry: E]>;
}

export function createDictionary<E>(): Dictionary<E> {
  const shards = Array.from({ length: SHARDS }, () => new Map<string, number>());
  const entries: (E | undefined)[] = [];
  const texts: string[] = [];
  const holders: number[] = [];
  const free: number[] = [];

  return {
    known: (text) => shards[shardOf(text)]?.get(text),
    add(text, entry) {
      const code = free.pop() ?? entries.length;
      shards[shardOf(text)]?.set(text, code);
      texts[code] = text;
      holders[code] = 0;
      entries[code] = entry;
      return code;
    },
    entry(code) {
      const entry = entries[code];
      if (entry === undefined) throw new Error(`no text has the code ${code}`);
      return entry;
    },
    entryOf: (code) => entries[code],
    addHolder(code) {
      holders[code] = (holders[code] ?? 0) + 1;
    },
    holders: (code) => holders[code] ?? 0,
    release(code) {
      const left = (holders[code] ?? 0) - 1;
      holders[code] = left;
      if (left > 0) return false;
      const text = texts[code] ?? '';
      shards[shardOf(text)]?.delete(text);
      texts[code] = '';
      entries[code] = undefined;
      free.push(code);
      return true;
    },
    limit: () => entries.length,
    *entries() {
      for (const [code, entry] of entries.entries()) if (entry !== undefined) yield [code, entry];
    },
  };
}
