import { ColumnsIcon } from '@patternfly/react-icons/dist/esm/icons/columns-icon';
import { MenuButton } from '#/ui/menu-button.tsx';
import { shownColumns, type ColumnHead } from './column.ts';

interface ColumnChooserProps {
  readonly columns: readonly ColumnHead[];
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (columns: readonly string[]) => void;
}

/** Chooses which columns are shown. */
export function ColumnChooser({ columns, chosen, onChange }: ColumnChooserProps) {
  const shown = shownColumns(columns, chosen).map(({ id }) => id);
  const toggleColumn = (id: string) =>
    onChange(shown.includes(id) ? shown.filter((kept) => kept !== id) : [...shown, id]);
  return (
    <MenuButton
      variant="plain"
      label="Columns"
      title="Columns"
      icon={<ColumnsIcon />}
      menu={{
        kind: 'some',
        side: 'right',
        options: columns.map(({ id, header, isName }) => ({
          value: id,
          text: header,
          isDisabled: isName === true,
        })),
        chosen: shown,
        onChoose: toggleColumn,
      }}
    />
  );
}
