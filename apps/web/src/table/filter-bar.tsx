import { lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { firstShown } from '#/api/first-shown.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { FacetSelect, type FacetChoice } from './facet-select.tsx';
import type { Store } from '#/lib/store.ts';
import type { RowRange } from './list-rows.ts';
import { isNarrowed, mapValues } from './list-state.ts';
import { isLinked, lineOf, type LineProps } from './line-of.ts';
import { SearchBox } from './search-box.tsx';
import type { ListControls } from './use-list-state.ts';
import './filter-bar.css';

const loadWords = () => loadChunk(() => import('./chosen-filters.tsx'));
const ChosenFilters = lazy(() => loadWords().then((module) => ({ default: module.ChosenFilters })));
// On paper, which nobody has before the rows are there.
const PrintedScope = lazy(() =>
  firstShown()
    .then(loadWords)
    .then((module) => ({ default: module.PrintedScope })),
);

/** One filter of a list as the bar shows it. */
export interface FilterChoice<Filter extends string> {
  readonly filter: Filter;
  readonly label: string;
  readonly choices: readonly FacetChoice[];
  /** Whether links alone set it: it has chips, but no menu, and no line of conditions says it. */
  readonly isLinked?: boolean;
}

/** What the bar shows. */
export interface FilterBarProps<Filter extends string, Sort extends string> {
  readonly controls: ListControls<Filter, Sort>;
  readonly searchLabel?: string;
  /** What is searched, in the empty field; without it, the label. */
  readonly searchHint?: string | undefined;
  /** Understands search and filters as one line of conditions. */
  readonly Line?: ComponentType<LineProps> | undefined;
  readonly filters: readonly FilterChoice<Filter>[];
  /** How many rows match; undefined while that is not known. */
  readonly total: number | undefined;
  /** Which of them are in sight, and so on paper. */
  readonly inSight: Store<RowRange>;
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
  /** Column chooser and the like, at the end of the line. */
  readonly children?: ReactNode;
}

/** Search, filters with counts, what is chosen as chips, and the way back to all. */
export function FilterBar<Filter extends string, Sort extends string>(
  props: FilterBarProps<Filter, Sort>,
) {
  const { controls, searchLabel, searchHint = searchLabel, Line, filters, children } = props;
  const { total } = props;
  const { state, setFilter, setSearch, clear } = controls;
  const chosen = filters
    .map(({ filter, label, choices }) => ({
      label,
      choices,
      chosen: state.filters[filter],
      onChange: (values: readonly string[]) => setFilter(filter, values),
    }))
    .filter((one) => one.chosen.length > 0);
  return (
    <div className="ast-filter-bar">
      {total === undefined ? null : (
        <Suspense>
          <PrintedScope {...props} total={total} search={state.search} chosen={chosen} />
        </Suspense>
      )}
      <div className="ast-row">
        {searchLabel === undefined ? null : (
          <SearchBox
            label={searchLabel}
            hint={searchHint ?? searchLabel}
            value={Line === undefined ? state.search : lineOf(state, filters)}
            onSearch={setSearch}
            {...(Line === undefined
              ? {}
              : {
                  onClear: clear,
                  line: {
                    Line,
                    list: {
                      ...state,
                      choices: filters,
                      set: (search, values) =>
                        setSearch(
                          search,
                          mapValues(state.filters, (before, name) =>
                            isLinked(filters, name) ? before : (values[name] ?? []),
                          ),
                        ),
                    },
                  },
                })}
          />
        )}
        {filters.map(({ filter, label, choices, isLinked }) =>
          isLinked === true ? null : (
            <FacetSelect
              key={filter}
              label={label}
              choices={choices}
              selected={state.filters[filter]}
              onChange={(values) => setFilter(filter, values)}
            />
          ),
        )}
      </div>
      <div className="ast-filter-chips">
        <div className="ast-filter-chips-chosen">
          {isNarrowed(state) ? (
            <Suspense>
              <ChosenFilters chosen={chosen} onClear={clear} />
            </Suspense>
          ) : null}
        </div>
        <div className="ast-filter-bar-end">{children}</div>
      </div>
    </div>
  );
}
