import { ColumnChooser } from '#/table/column-chooser.tsx';
import type { ColumnHead } from '#/table/column.ts';
import { ExportCsv } from '#/table/export-csv.tsx';

interface ListToolsProps {
  readonly columns: readonly ColumnHead[];
  readonly chosen: readonly string[] | undefined;
  readonly onColumns: (columns: readonly string[]) => void;
  readonly isEmpty: boolean;
  readonly save: () => Promise<void>;
}

/** What can be done with a list as a whole. */
export function ListTools({ columns, chosen, onColumns, isEmpty, save }: ListToolsProps) {
  return (
    <>
      <ExportCsv save={save} isDisabled={isEmpty} />
      <ColumnChooser columns={columns} chosen={chosen} onChange={onColumns} />
    </>
  );
}
