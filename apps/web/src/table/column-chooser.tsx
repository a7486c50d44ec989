import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import {
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core/dist/esm/components/Select';
import { ColumnsIcon } from '@patternfly/react-icons/dist/esm/icons/columns-icon';
import { useState } from 'react';
import { menuRoot } from '#/ui/menu-root.ts';
import { shownColumns, type Column } from './column.ts';
import { tickOnEnter } from './tick-on-enter.ts';

interface ColumnChooserProps<Row, Sort extends string> {
  readonly columns: readonly Column<Row, Sort>[];
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (columns: readonly string[]) => void;
}

/** Chooses which columns are shown. */
export function ColumnChooser<Row, Sort extends string>(props: ColumnChooserProps<Row, Sort>) {
  const { columns, chosen, onChange } = props;
  const [isOpen, setIsOpen] = useState(false);
  const shown = shownColumns(columns, chosen).map(({ id }) => id);
  const toggleColumn = (id: string) =>
    onChange(shown.includes(id) ? shown.filter((kept) => kept !== id) : [...shown, id]);
  return (
    <Select
      role="menu"
      isOpen={isOpen}
      selected={shown}
      onOpenChange={setIsOpen}
      onKeyDown={tickOnEnter}
      onSelect={(_, value) => toggleColumn(String(value))}
      popperProps={{ position: 'right', appendTo: menuRoot }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          aria-label="Columns"
          title="Columns"
          icon={<ColumnsIcon />}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      )}
    >
      <SelectList>
        {columns.map(({ id, header, isName }) => (
          <SelectOption
            key={id}
            hasCheckbox
            value={id}
            isSelected={shown.includes(id)}
            isDisabled={isName === true}
          >
            {header}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
