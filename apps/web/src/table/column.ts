import type { ReactNode } from 'react';

/** A column without its cells. */
export interface ColumnHead {
  readonly id: string;
  readonly header: string;
  /** Numbers are at the end of their cell, so that their digits stand below each other. */
  readonly align?: 'end';
  /** Whether it is shown before the user chooses columns. */
  readonly isHidden?: boolean;
  /** The row's name: it cannot be hidden, and names the row for screen readers. */
  readonly isName?: boolean;
  /** How wide it is in a list, as `12rem`; what room is left, all columns share. */
  readonly width?: string;
}

/** A column of a table. */
export interface Column<Row, Sort extends string = never> extends ColumnHead {
  readonly cell: (row: Row) => ReactNode;
  /** What the server sorts by; absent when it cannot. */
  readonly sort?: Sort;
}

/** The columns to show: the chosen ones, or the default ones; always the name. In the order of the definition. */
export const shownColumns = <Head extends ColumnHead>(
  columns: readonly Head[],
  chosen: readonly string[] | undefined,
): readonly Head[] =>
  columns.filter(
    ({ id, isName, isHidden }) =>
      isName === true || (chosen === undefined ? isHidden !== true : chosen.includes(id)),
  );
