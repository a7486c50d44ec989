import { Badge } from '@patternfly/react-core/dist/esm/components/Badge';
import { formatCount } from '#/lib/format.ts';
import { MenuButton } from '#/ui/menu-button.tsx';
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
  const toggleValue = (value: string) =>
    onChange(
      selected.includes(value) ? selected.filter((kept) => kept !== value) : [...selected, value],
    );
  return (
    <MenuButton
      {...(selected.length === 0 ? {} : { badge: <Badge isRead>{selected.length}</Badge> })}
      menu={{
        kind: 'some',
        mayBeLong: true,
        options: choices.map(({ value, label: text, count }) => ({
          value,
          words: text,
          text: (
            <span className="ast-facet">
              <span>{text}</span>
              {count === undefined ? null : (
                <span className="ast-quiet pf-v6-m-tabular-nums">{formatCount(count)}</span>
              )}
            </span>
          ),
        })),
        chosen: selected,
        onChoose: toggleValue,
      }}
    >
      <span className="pf-v6-screen-reader">Filter by </span>
      {label}
    </MenuButton>
  );
}
