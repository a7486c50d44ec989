import { useLayoutEffect, useRef } from 'react';
import { drawRow, TableFrame, type TableProps } from './table-frame.tsx';
import { linkOfRow, onRowKey } from './table-keys.ts';
import { useKeptPlace } from './use-kept-place.ts';

interface DataTableProps<Row, Sort extends string> extends TableProps<Row, Sort> {
  /** Undefined while they are on their way: skeletons keep their place. */
  readonly rows: readonly Row[] | undefined;
  readonly skeletonRows?: number;
}

/** A table of rows that are all there: of what a fleet has a few hundred of at the most. */
export function DataTable<Row, Sort extends string = never>(props: DataTableProps<Row, Sort>) {
  const { label, rows, skeletonRows = 10 } = props;
  const table = useRef<HTMLElement>(null);
  const hasRows = rows !== undefined;
  const place = useKeptPlace(label, table, hasRows);
  useLayoutEffect(() => {
    const top = hasRows ? place.read() : undefined;
    if (top !== undefined && table.current !== null) table.current.scrollTop = top;
  }, [place, hasRows]);
  return (
    <TableFrame
      {...props}
      className="ast-table-scroll"
      table={table}
      count={rows?.length}
      atHand={rows ?? []}
      isBusy={rows === undefined}
      onScroll={() => {
        if (hasRows && table.current !== null) place.keep(table.current.scrollTop);
      }}
      onClick={place.onClick}
      onKeyDown={(event) =>
        onRowKey(event, {
          count: rows?.length ?? 0,
          beforeFirst: -1,
          goTo: (row) => linkOfRow(table.current, row)?.focus(),
        })
      }
    >
      {Array.from({ length: rows?.length ?? skeletonRows }, (_, at) =>
        drawRow(props, rows?.[at], at),
      )}
    </TableFrame>
  );
}
