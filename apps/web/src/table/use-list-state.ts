import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import {
  listStateQuery,
  parseListState,
  type ListDefinition,
  type ListState,
} from './list-state.ts';

/** A list's state in the URL, and the ways to change it. */
export interface ListControls<Filter extends string, Sort extends string> {
  readonly state: ListState<Filter, Sort>;
  /** Typing: replaces the entry of the history, so that Back leaves the list instead of undoing letters. */
  readonly setSearch: (search: string) => void;
  readonly setFilter: (filter: Filter, values: readonly string[]) => void;
  /** Takes away search and filters. */
  readonly clear: () => void;
  readonly setSort: (sort: Sort, order: 'asc' | 'desc') => void;
  readonly setPage: (offset: number, limit: number) => void;
  readonly setColumns: (columns: readonly string[]) => void;
}

/** A list's state, kept in the URL. */
export function useListState<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
): ListControls<Filter, Sort> {
  const [query, setQuery] = useSearchParams();
  const state = useMemo(() => parseListState(definition, query), [definition, query]);

  const change = useCallback(
    (part: Partial<ListState<Filter, Sort>>, replace = false) =>
      setQuery(
        (before) =>
          listStateQuery(definition, { ...parseListState(definition, before), offset: 0, ...part }),
        { replace, preventScrollReset: true },
      ),
    [definition, setQuery],
  );

  return useMemo(
    () => ({
      state,
      setSearch: (search) => change({ search }, true),
      setFilter: (filter, values) => change({ filters: { ...state.filters, [filter]: values } }),
      clear: () =>
        change({ search: '', filters: parseListState(definition, new URLSearchParams()).filters }),
      setSort: (sort, order) => change({ sort, order }),
      setPage: (offset, limit) => change({ offset, limit }),
      setColumns: (columns) => change({ columns, offset: state.offset }, true),
    }),
    [state, change, definition],
  );
}
