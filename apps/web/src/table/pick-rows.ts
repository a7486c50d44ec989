import { searchWords } from '@asterism/api-types/rules/search-words';
import type { ListState } from './list-state.ts';

interface Picking<Row, Sort extends string> {
  /** What a search looks at. */
  readonly textOf: (row: Row) => string;
  /** Ascending; equal rows keep the order that they come in. */
  readonly compare: Readonly<Record<Sort, (a: Row, b: Row) => number>>;
}

/** In ascending order, numbers of any kind. */
export const bySize = (a: bigint | number, b: bigint | number): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** The rows that a search finds, in order; for lists that are loaded as a whole. */
export function pickRows<Row, Sort extends string>(
  rows: readonly Row[],
  { search, sort, order }: Pick<ListState<string, Sort>, 'search' | 'sort' | 'order'>,
  { textOf, compare }: Picking<Row, Sort>,
): readonly Row[] {
  const words = searchWords(search);
  const sign = order === 'asc' ? 1 : -1;
  return rows
    .filter((row) => {
      const text = textOf(row).toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted((a, b) => sign * compare[sort](a, b));
}
