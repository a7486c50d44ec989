import { useMemo, useState } from 'react';

/** Which rows are selected. A row stays selected on other pages of the list, as it was when it was selected. */
export interface Selection<Row> {
  readonly rows: readonly Row[];
  readonly isSelected: (row: Row) => boolean;
  readonly allSelected: (rows: readonly Row[]) => boolean;
  readonly set: (row: Row, selected: boolean) => void;
  readonly setAll: (rows: readonly Row[], selected: boolean) => void;
  readonly clear: () => void;
}

/** A selection of rows, each known by its id. */
export function useSelection<Row>(rowId: (row: Row) => string): Selection<Row> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(new Map());
  return useMemo(() => {
    const setAll = (rows: readonly Row[], isSelected: boolean) =>
      setSelected((before) => {
        const after = new Map(before);
        for (const row of rows) {
          if (isSelected) after.set(rowId(row), row);
          else after.delete(rowId(row));
        }
        return after;
      });
    const isSelected = (row: Row) => selected.has(rowId(row));
    return {
      rows: [...selected.values()],
      isSelected,
      allSelected: (rows) => rows.length > 0 && rows.every(isSelected),
      set: (row, isSelected) => setAll([row], isSelected),
      setAll,
      clear: () => setSelected(new Map()),
    };
  }, [rowId, selected]);
}
