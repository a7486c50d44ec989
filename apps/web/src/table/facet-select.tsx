import { Badge } from '@patternfly/react-core/dist/esm/components/Badge';
import { MenuToggle } from '@patternfly/react-core/dist/esm/components/MenuToggle';
import {
  Select,
  SelectList,
  SelectOption,
} from '@patternfly/react-core/dist/esm/components/Select';
import { useState } from 'react';
import { formatCount } from '#/lib/format.ts';
import { menuRoot } from '#/ui/menu-root.ts';
import { tickOnEnter } from './tick-on-enter.ts';
import './facet-select.css';

/** A value that a list can be narrowed to. */
export interface FacetChoice {
  readonly value: string;
  readonly label: string;
  /** How many would match; undefined when that is not known. */
  readonly count?: number | undefined;
}

export interface FacetSelectProps {
  readonly label: string;
  readonly choices: readonly FacetChoice[];
  readonly selected: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

/** Narrows a list to some values of one kind, with the number that each would match. */
export function FacetSelect({ label, choices, selected, onChange }: FacetSelectProps) {
  const [isOpen, setIsOpen] = useState(false);
  const toggleValue = (value: string) =>
    onChange(
      selected.includes(value) ? selected.filter((kept) => kept !== value) : [...selected, value],
    );
  return (
    <Select
      role="menu"
      isScrollable
      maxMenuHeight="20rem"
      isOpen={isOpen}
      selected={[...selected]}
      popperProps={{ appendTo: menuRoot }}
      onOpenChange={setIsOpen}
      onKeyDown={tickOnEnter}
      onSelect={(_, value) => toggleValue(String(value))}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          isExpanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          {...(selected.length === 0 ? {} : { badge: <Badge isRead>{selected.length}</Badge> })}
        >
          <span className="pf-v6-screen-reader">Filter by </span>
          {label}
        </MenuToggle>
      )}
    >
      <SelectList>
        {choices.length === 0 ? (
          <SelectOption isDisabled>No values</SelectOption>
        ) : (
          choices.map(({ value, label, count }) => (
            <SelectOption
              key={value}
              hasCheckbox
              value={value}
              isSelected={selected.includes(value)}
            >
              <span className="ast-facet">
                <span>{label}</span>
                {count === undefined ? null : (
                  <span className="ast-quiet pf-v6-m-tabular-nums">{formatCount(count)}</span>
                )}
              </span>
            </SelectOption>
          ))
        )}
      </SelectList>
    </Select>
  );
}
