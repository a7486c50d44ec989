import type { Store } from '#/lib/store.ts';

/** Some rows of a list, by their places in it: from `first` to before `end`. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** The rows of a list that is as long as it likes: the browser has those around what is in sight. */
export interface ListRows<Row> {
  /** Which question they answer: the answer to another one is another list. */
  readonly question: string;
  /** How many there are; undefined while that is not known. */
  readonly total: number | undefined;
  /** The rows that are at hand, by their places. */
  readonly rows: ReadonlyMap<number, Row>;
  /** Whether they are those of the question before, until the new ones come. */
  readonly isStale: boolean;
  /** Which row is to be the first in sight. */
  readonly start: number;
  /** What is in sight; all that is drawn, on paper. */
  readonly inSight: Store<RowRange>;
  /** Has these rows read, and those that come next in the direction of the scroll. */
  readonly need: (range: RowRange, direction: number) => void;
  /** Keeps the first row in sight once the list has come to rest; false when that cannot be now. */
  readonly onRest: (first: number) => boolean;
}
