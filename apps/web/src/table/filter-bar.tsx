import { SearchInput } from '@patternfly/react-core/dist/esm/components/SearchInput';
import { useState, type ReactNode } from 'react';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Label, LabelGroup } from '@patternfly/react-core/dist/esm/components/Label';
import { FacetSelect, type FacetChoice } from './facet-select.tsx';
import { formatCount } from '#/lib/format.ts';
import { isNarrowed } from './list-state.ts';
import type { ListControls } from './use-list-state.ts';
import './filter-bar.css';

interface SearchBoxProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/**
 * Searches at each key stroke: a question that is outdated is canceled by the next one. `/` brings the focus here.
 * The field has its own text, for the URL follows it a moment later: no letter waits for the router.
 */
function SearchBox({ label, hint, value, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  /** What was typed and is not in the URL yet, oldest first; the router may skip some of it. */
  const [sent, setSent] = useState<readonly string[]>([]);

  if (known !== value) {
    const at = sent.indexOf(value);
    setKnown(value);
    setSent(value === text ? [] : sent.slice(at + 1));
    // The URL has changed by other means (Back, "Clear all"): follow it.
    if (at === -1) setText(value);
  }

  const type = (typed: string): void => {
    setText(typed);
    setSent([...sent, typed]);
    onSearch(typed);
  };

  return (
    <div className="ast-search" data-search="">
      <SearchInput
        aria-label={label}
        placeholder={hint}
        value={text}
        onChange={(_, typed) => type(typed)}
        onClear={() => type('')}
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
  /** How many rows match, on all pages; undefined while that is not known. */
  readonly total: number | undefined;
  /** Whether the list has one page, whatever the page size. */
  readonly isWhole?: boolean;
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
  /** Column chooser, pager and the like, at the end of the line. */
  readonly children?: ReactNode;
}

const nameOf = (choices: readonly FacetChoice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** Which rows of how many a page holds, in full, as a printed page says it. */
function rowsShown(
  { offset, limit }: { readonly offset: number; readonly limit: number },
  total: number,
) {
  if (offset >= total) return `None of ${formatCount(total)}`;
  const last = Math.min(offset + limit, total);
  return `Rows ${formatCount(offset + 1)}–${formatCount(last)} of ${formatCount(total)}`;
}

/** Search, filters with counts, what is chosen as chips, and the way back to all. */
export function FilterBar<Filter extends string, Sort extends string>(
  props: FilterBarProps<Filter, Sort>,
) {
  const { controls, searchLabel, searchHint = searchLabel, filters, children } = props;
  const { total, what, isWhole = false } = props;
  const { state, setFilter, setSearch, clear } = controls;
  const chosen = filters.filter(({ filter }) => state.filters[filter].length > 0);
  const page = isWhole ? { offset: 0, limit: total ?? 0 } : state;
  return (
    <div className="ast-filter-bar">
      {total === undefined ? null : (
        <p className="ast-printed-scope">
          {rowsShown(page, total)} {total === 1 ? what.one : what.many}
          {state.search === '' ? '' : ` · Search: ${state.search}`}
          {chosen.map(({ filter, label, choices }) => {
            const names = state.filters[filter].map((value) => nameOf(choices, value));
            return ` · ${label}: ${names.join(', ')}`;
          })}
        </p>
      )}
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
                  {nameOf(choices, value)}
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
