import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useSession } from '#/api/session.ts';
import { hasChoices, keepChoices, readChoices, type KeptChoices } from './kept-choices.ts';
import {
  listStateQuery,
  parseListState,
  type ListDefinition,
  type ListState,
} from './list-state.ts';
import { PAGE_SIZES } from './page-sizes.ts';

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

/**
 * The state of the list that a request of a route opens, so that its loader reads what the page will show. Only where
 * somebody has made choices in this browser does it wait to know who is signed in.
 */
export async function listStateOf<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
  request: Request,
): Promise<ListState<Filter, Sort>> {
  const { name } = definition;
  const session = hasChoices(name) ? await queryClient.ensureQueryData(sessionQuery()) : undefined;
  const kept = readChoices(name, session?.username ?? '');
  return parseListState(definition, new URL(request.url).searchParams, kept);
}

/** A list's state, kept in the URL; columns and page size also for the next time that the person comes to the list. */
export function useListState<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
): ListControls<Filter, Sort> {
  const [query, setQuery] = useSearchParams();
  const { name } = definition;
  const { username } = useSession();
  const [kept, setKept] = useState(() => readChoices(name, username));
  const state = useMemo(() => parseListState(definition, query, kept), [definition, query, kept]);

  const change = useCallback(
    (part: Partial<ListState<Filter, Sort>>, replace = false, choices: KeptChoices = {}) => {
      keepChoices(name, username, choices);
      const nowKept = { ...kept, ...choices };
      setKept(nowKept);
      setQuery(
        (before) => {
          const after = { ...parseListState(definition, before, kept), offset: 0, ...part };
          return listStateQuery(definition, after, nowKept);
        },
        { replace, preventScrollReset: true },
      );
    },
    [definition, name, username, kept, setQuery],
  );

  return useMemo(
    () => ({
      state,
      setSearch: (search) => change({ search }, true),
      setFilter: (filter, values) => change({ filters: { ...state.filters, [filter]: values } }),
      clear: () =>
        change({ search: '', filters: parseListState(definition, new URLSearchParams()).filters }),
      setSort: (sort, order) => change({ sort, order }),
      setPage: (offset, limit) => {
        const chosen = PAGE_SIZES.find((size) => size === limit && size !== state.limit);
        change({ offset, limit }, false, chosen === undefined ? {} : { limit: chosen });
      },
      setColumns: (columns) =>
        change({ columns, offset: state.offset }, true, { columns: [...columns] }),
    }),
    [state, change, definition],
  );
}
