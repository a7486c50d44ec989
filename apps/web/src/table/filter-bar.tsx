import { SearchInput } from '@patternfly/react-core/dist/esm/components/SearchInput';
import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';
import { FacetSelect, type FacetChoice } from './facet-select.tsx';
import { isNarrowed } from './list-state.ts';
import type { ListControls } from './use-list-state.ts';
import './filter-bar.css';

const DEBOUNCE_MS = 150;

interface SearchBoxProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** Searches while one types. `/` brings the focus here. */
function SearchBox({ label, hint, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);

  // The URL has changed by other means (Back, "clear all"): follow it.
  if (known !== value) {
    setKnown(value);
    setText(value);
  }

  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => {
      setKnown(text);
      onSearch(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);

  return (
    <div className="ast-search" data-search="">
      <SearchInput
        aria-label={label}
        placeholder={hint}
        value={text}
        onChange={(_, typed) => setText(typed)}
        onClear={() => setText('')}
      />
    </div>
  );
}

/** One filter of a list as the bar shows it. */
export interface FilterChoice<Filter extends string> {
  readonly filter: Filter;
  readonly label: string;
  readonly choices: readonly FacetChoice[];
}

interface FilterBarProps<Filter extends string, Sort extends string> {
  readonly controls: ListControls<Filter, Sort>;
  readonly searchLabel?: string;
  /** What is searched, in the empty field; without it, the label. */
  readonly searchHint?: string;
  readonly filters: readonly FilterChoice<Filter>[];
  /** Column chooser, pager and the like, at the end of the line. */
  readonly children?: ReactNode;
}

/** Search, filters with counts, what is chosen as chips, and the way back to all. */
export function FilterBar<Filter extends string, Sort extends string>(
  props: FilterBarProps<Filter, Sort>,
) {
  const { controls, searchLabel, searchHint = searchLabel, filters, children } = props;
  const { state, setFilter, setSearch, clear } = controls;
  const chosen = filters.filter(({ filter }) => state.filters[filter].length > 0);
  return (
    <div className="ast-filter-bar">
      <div className="ast-row">
        {searchLabel === undefined ? null : (
          <SearchBox
            label={searchLabel}
            hint={searchHint ?? searchLabel}
            value={state.search}
            onSearch={setSearch}
          />
        )}
        {filters.map(({ filter, label, choices }) => (
          <FacetSelect
            key={filter}
            label={label}
            choices={choices}
            selected={state.filters[filter]}
            onChange={(values) => setFilter(filter, values)}
          />
        ))}
      </div>
      <div className="ast-filter-chips">
        <div className="ast-filter-chips-chosen">
          {chosen.map(({ filter, label, choices }) => (
            <LabelGroup key={filter} categoryName={label} numLabels={6}>
              {state.filters[filter].map((value) => (
                <Label
                  key={value}
                  variant="outline"
                  closeBtnAriaLabel={`Remove filter ${label}: ${value}`}
                  onClose={() =>
                    setFilter(
                      filter,
                      state.filters[filter].filter((kept) => kept !== value),
                    )
                  }
                >
                  {choices.find((choice) => choice.value === value)?.label ?? value}
                </Label>
              ))}
            </LabelGroup>
          ))}
          {isNarrowed(state) ? (
            <Button variant="link" isInline onClick={clear}>
              Clear all
            </Button>
          ) : null}
        </div>
        <div className="ast-filter-bar-end">{children}</div>
      </div>
    </div>
  );
}
