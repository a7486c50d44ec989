import { useEffect, useMemo, useState } from 'react';
import { tabMemory } from '#/lib/tab-memory.ts';

/** Which rows are selected. A row stays selected on other pages of the list, as it was when it was selected. */
export interface Selection<Row> {
  readonly rows: readonly Row[];
  readonly isSelected: (row: Row) => boolean;
  readonly allSelected: (rows: readonly Row[]) => boolean;
  readonly set: (row: Row, selected: boolean) => void;
  readonly setAll: (rows: readonly Row[], selected: boolean) => void;
  readonly clear: () => void;
}

interface SelectionOptions<Row> {
  readonly rowId: (row: Row) => string;
  /** Under what the tab keeps the selection: that of the list and of the person. */
  readonly keptAs: string;
  /** Reads what was kept; none when it is nothing of the kind. */
  readonly parse: (kept: unknown) => readonly Row[];
}

/** A selection of rows, each known by its id. It survives Back, a reload, and opening a row. */
export function useSelection<Row>({ rowId, keptAs, parse }: SelectionOptions<Row>): Selection<Row> {
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(
    () => new Map(parse(tabMemory.read(keptAs)).map((row) => [rowId(row), row])),
  );
  useEffect(() => tabMemory.keep(keptAs, [...selected.values()]), [keptAs, selected]);
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
