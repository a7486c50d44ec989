import { naturalKey } from '@asterism/api-types/rules/natural-order';

/** What volumes can be filtered and counted by. */
export const DIMENSIONS = ['cluster', 'project', 'state', 'protection'] as const;
export type DimensionName = (typeof DIMENSIONS)[number];

/**
 * Gives each value of each dimension a small number. A value that no volume has any more is forgotten and its number given
 * to another, so that a cluster which makes up new ones without end costs no memory.
 */
export interface ValueCodes {
  /** The code of a value that one more volume has. */
  take(dimension: DimensionName, value: string): number;
  /** A volume that had the value of this code is gone. */
  release(dimension: DimensionName, code: number): void;
  /** The code of a value, if a volume has it. */
  known(dimension: DimensionName, value: string): number | undefined;
  /** The values that are known, with their codes. */
  values(dimension: DimensionName): Iterable<{ readonly text: string; readonly code: number }>;
  /** What a value is sorted by: its natural order among the others. */
  sortKey(dimension: DimensionName, code: number): string;
  /** Every code is below it. */
  limit(dimension: DimensionName): number;
  /** Until what it gives is called, no code changes its meaning: a reader that takes several turns pins them. */
  pin(): () => void;
}

interface Value {
  readonly text: string;
  readonly sortKey: string;
  readonly code: number;
  volumes: number;
  /** When the last volume with it went. */
  unusedSince: number;
}

function createTable() {
  const byText = new Map<string, Value>();
  const byCode: (Value | undefined)[] = [];
  const free: number[] = [];
  /** Those without a volume, the longest unused first. */
  const unused = new Set<Value>();

  function add(text: string): Value {
    const value = {
      text,
      sortKey: naturalKey(text),
      code: free.pop() ?? byCode.length,
      volumes: 0,
      unusedSince: 0,
    };
    byCode[value.code] = value;
    byText.set(text, value);
    return value;
  }

  return {
    byText,
    limit: () => byCode.length,
    sortKey: (code: number) => byCode[code]?.sortKey ?? '',
    take(text: string): number {
      const value = byText.get(text) ?? add(text);
      value.volumes += 1;
      unused.delete(value);
      return value.code;
    },
    /** Whether it is unused now. */
    release(code: number, now: number): boolean {
      const value = byCode[code];
      if (value === undefined) return false;
      value.volumes -= 1;
      if (value.volumes > 0) return false;
      value.unusedSince = now;
      unused.add(value);
      return true;
    },
    /** Forgets what no reader who started later can meet. */
    forgetUnused(before: number): void {
      for (const value of unused) {
        if (value.unusedSince > before) return;
        unused.delete(value);
        byText.delete(value.text);
        byCode[value.code] = undefined;
        free.push(value.code);
      }
    },
  };
}

export function createValueCodes(): ValueCodes {
  const tables: Record<DimensionName, ReturnType<typeof createTable>> = {
    cluster: createTable(),
    project: createTable(),
    state: createTable(),
    protection: createTable(),
  };
  const holds = new Set<number>();
  let clock = 0;

  function sweep(): void {
    const [oldestHold = Infinity] = holds;
    for (const table of Object.values(tables)) table.forgetUnused(oldestHold);
  }

  return {
    take: (dimension, value) => tables[dimension].take(value),
    release(dimension, code) {
      if (tables[dimension].release(code, (clock += 1))) sweep();
    },
    sortKey: (dimension, code) => tables[dimension].sortKey(code),
    known: (dimension, value) => tables[dimension].byText.get(value)?.code,
    values: (dimension) => tables[dimension].byText.values(),
    limit: (dimension) => tables[dimension].limit(),
    pin() {
      const began = (clock += 1);
      holds.add(began);
      return () => {
        holds.delete(began);
        sweep();
      };
    },
  };
}
