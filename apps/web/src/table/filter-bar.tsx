import '@patternfly/react-styles/css/components/Label/label-group.css';
import { useState, type ComponentType, type ReactNode } from 'react';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Label } from '#/ui/label.tsx';
import { FacetSelect, type FacetChoice } from './facet-select.tsx';
import { formatCount } from '#/lib/format.ts';
import { createStore, useStore, type Store } from '#/lib/store.ts';
import type { RowRange } from './list-rows.ts';
import { isNarrowed } from './list-state.ts';
import { SearchBox, type SearchLineProps } from './search-box.tsx';
import type { ListControls } from './use-list-state.ts';
import './filter-bar.css';

/** One filter of a list as the bar shows it. */
export interface FilterChoice<Filter extends string> {
  readonly filter: Filter;
  readonly label: string;
  readonly choices: readonly FacetChoice[];
}

/** What the bar shows. */
export interface FilterBarProps<Filter extends string, Sort extends string> {
  readonly controls: ListControls<Filter, Sort>;
  readonly searchLabel?: string;
  /** What is searched, in the empty field; without it, the label. */
  readonly searchHint?: string | undefined;
  /** Search and filters as one line, and what understands it. */
  readonly line?: { readonly text: string; readonly Line: ComponentType<SearchLineProps> };
  readonly filters: readonly FilterChoice<Filter>[];
  /** How many rows match; undefined while that is not known. */
  readonly total: number | undefined;
  /** Which of them are in sight, and so on paper; without it, all. */
  readonly inSight?: Store<RowRange>;
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
  /** Column chooser and the like, at the end of the line. */
  readonly children?: ReactNode;
}

const nameOf = (choices: readonly FacetChoice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

interface ChosenValuesProps {
  readonly label: string;
  readonly choices: readonly FacetChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (values: readonly string[]) => void;
}

const SHOWN_MAX = 6;

/** What is chosen of one filter, each with a way to take it back: PatternFly's group of labels in plain elements. */
function ChosenValues({ label, choices, chosen, onChange }: ChosenValuesProps) {
  const [isWhole, setIsWhole] = useState(false);
  const more = isWhole ? 0 : Math.max(0, chosen.length - SHOWN_MAX);
  return (
    <div className="pf-v6-c-label-group pf-m-category">
      <div className="pf-v6-c-label-group__main">
        <span className="pf-v6-c-label-group__label" aria-hidden="true">
          {label}
        </span>
        <ul className="pf-v6-c-label-group__list" aria-label={label}>
          {chosen.slice(0, chosen.length - more).map((value) => (
            <li key={value} className="pf-v6-c-label-group__list-item">
              <Label
                isOutline
                close={{
                  label: `Remove filter ${label}: ${value}`,
                  run: () => onChange(chosen.filter((kept) => kept !== value)),
                }}
              >
                {nameOf(choices, value)}
              </Label>
            </li>
          ))}
          {more === 0 ? null : (
            <li className="pf-v6-c-label-group__list-item">
              <Button variant="link" isInline onClick={() => setIsWhole(true)}>
                {more} more
              </Button>
            </li>
          )}
        </ul>
      </div>
    </div>
  );
}

const ALL = createStore<RowRange>({ first: 0, end: Number.POSITIVE_INFINITY });

/** Which rows of how many the table holds, in full, as a printed page says it. */
function RowsOnPaper({ total, inSight = ALL }: { total: number; inSight?: Store<RowRange> }) {
  const { first, end } = useStore(inSight);
  const last = Math.min(end, total);
  if (last === 0) return `None of ${formatCount(total)}`;
  return `Rows ${formatCount(first + 1)}–${formatCount(last)} of ${formatCount(total)}`;
}

/** Search, filters with counts, what is chosen as chips, and the way back to all. */
export function FilterBar<Filter extends string, Sort extends string>(
  props: FilterBarProps<Filter, Sort>,
) {
  const { controls, searchLabel, searchHint = searchLabel, line, filters, children } = props;
  const { total, what, inSight } = props;
  const { state, setFilter, setSearch, clear } = controls;
  const chosen = filters.filter(({ filter }) => state.filters[filter].length > 0);
  return (
    <div className="ast-filter-bar">
      {total === undefined ? null : (
        <p className="ast-printed-scope">
          <RowsOnPaper total={total} {...(inSight ? { inSight } : {})} />{' '}
          {total === 1 ? what.one : what.many}
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
            value={line?.text ?? state.search}
            onSearch={setSearch}
            {...(line === undefined ? {} : { Line: line.Line, onClear: clear })}
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
            <ChosenValues
              key={filter}
              label={label}
              choices={choices}
              chosen={state.filters[filter]}
              onChange={(values) => setFilter(filter, values)}
            />
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
