import { ListCall } from './list-call.tsx';
import type { ListName } from './list-operations.ts';
import { ViewsMenu, type ViewsMenuProps } from './views-menu.tsx';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { ExportCsv } from '#/table/export-csv.tsx';

interface ListToolsProps extends ViewsMenuProps {
  readonly controls: ViewsMenuProps['controls'] & {
    readonly definition: { readonly name: ListName };
    readonly question: object;
  };
  readonly chosen: readonly string[] | undefined;
  readonly onColumns: (columns: readonly string[]) => void;
  readonly isEmpty: boolean;
  readonly save: () => Promise<void>;
}

/** What can be done with a list as a whole. */
export function ListTools(props: ListToolsProps) {
  const { controls, columns, chosen, onColumns, isEmpty, save } = props;
  return (
    <>
      <ViewsMenu {...props} />
      <ListCall name={controls.definition.name} question={controls.question} />
      <ExportCsv save={save} isDisabled={isEmpty} />
      <ColumnChooser columns={columns} chosen={chosen} onChange={onColumns} />
    </>
  );
}
