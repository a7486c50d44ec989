import { hashKey } from '@tanstack/react-query';
import { useCallback, useContext, useMemo, useState } from 'react';
import { UNSAFE_DataRouterContext, useLocation, useSearchParams } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionQuery, useSession } from '#/api/session.ts';
import type { Widths } from './column-widths.ts';
import { keepChoices, readChoices, type KeptChoices } from './kept-choices.ts';
import {
  blockAt,
  listQuestion,
  listStateQuery,
  GLANCE,
  parseListState,
  type ListDefinition,
  type ListQuestion,
  type ListState,
} from './list-state.ts';
import { readOpening } from './opening-view.ts';

/** A list's state in the URL, and the ways to change it. */
export interface ListControls<
  Filter extends string,
  Sort extends string,
  Name extends string = string,
> {
  readonly definition: ListDefinition<Filter, Sort, Name>;
  readonly state: ListState<Filter, Sort>;
  /** What an API is asked for in this state. */
  readonly question: ListQuestion<Filter, Sort>;
  /** Typing: replaces the entry of the history, so that Back leaves the list instead of undoing letters. */
  readonly setSearch: (search: string, filters?: ListState<Filter, Sort>['filters']) => void;
  readonly setFilter: (filter: Filter, values: readonly string[]) => void;
  /** Takes away search and filters. */
  readonly clear: () => void;
  readonly setSort: (sort: Sort, order: 'asc' | 'desc') => void;
  /** Scrolling: replaces the entry of the history too. False when the person is already on the way elsewhere. */
  readonly setOffset: (offset: number) => boolean;
  readonly setColumns: (columns: readonly string[]) => void;
  /** How wide the columns are, in rem, where the person has chosen. */
  readonly widths: Widths | undefined;
  readonly setWidths: (widths: Widths | undefined) => void;
  /** Has the list open with a view, as an address has it, where the address says nothing. */
  readonly setOpensWith: (query: string | undefined) => void;
  /** Whether the person is already on the way to another question. */
  readonly isOvertaken: () => boolean;
}

/** What the list that a request of a route opens asks for, so that its loader reads what the page will show. */
export function listQuestionOf<Filter extends string, Sort extends string>(
  definition: ListDefinition<Filter, Sort>,
  request: Request,
) {
  const state = parseListState(definition, new URL(request.url).searchParams, {
    opensWith: readOpening(
      definition.name,
      queryClient.getQueryData(sessionQuery().queryKey)?.username,
    ),
  });
  return { ...listQuestion(state), ...blockAt(state.offset) };
}

/** A list's state, kept in the URL; columns also for the next time that the person comes to the list. */
export function useListState<Filter extends string, Sort extends string, Name extends string>(
  definition: ListDefinition<Filter, Sort, Name>,
): ListControls<Filter, Sort, Name> {
  const [query, setQuery] = useSearchParams();
  const { key } = useLocation();
  // What hooks say of the address is what is rendered; a navigation that has begun since then must not be overtaken.
  const router = useContext(UNSAFE_DataRouterContext)?.router;
  const { name } = definition;
  const { username } = useSession();
  const [kept, setKept] = useState(() => readChoices(name, username));
  const state = useMemo(() => parseListState(definition, query, kept), [definition, query, kept]);
  const question = useMemo(() => listQuestion(state), [state]);

  const change = useCallback(
    (part: Partial<ListState<Filter, Sort>>, replace = false, choices: KeptChoices = {}) => {
      keepChoices(name, username, choices);
      const nowKept = { ...kept, ...choices };
      setKept(nowKept);
      setQuery(
        (before) => {
          const after = { ...parseListState(definition, before, kept), offset: 0, ...part };
          const address = listStateQuery(definition, after, nowKept);
          const glance = before.get(GLANCE);
          if (glance !== null) address.set(GLANCE, glance);
          return address;
        },
        { replace, preventScrollReset: true },
      );
    },
    [definition, name, username, kept, setQuery],
  );

  return useMemo(
    () => ({
      definition,
      state,
      question,
      setSearch: (search, filters) => change(filters ? { search, filters } : { search }, true),
      setFilter: (filter, values) => change({ filters: { ...state.filters, [filter]: values } }),
      clear: () =>
        change({ search: '', filters: parseListState(definition, new URLSearchParams()).filters }),
      setSort: (sort, order) => change({ sort, order }),
      setOffset: (offset) => {
        const now = router?.state;
        if (now?.navigation.state !== 'idle' || now.location.key !== key) return false;
        const after = new URLSearchParams(now.location.search);
        if (offset > 0) after.set('offset', String(offset));
        else after.delete('offset');
        setQuery(after, { replace: true, preventScrollReset: true });
        return true;
      },
      setColumns: (columns) =>
        change({ columns, offset: state.offset }, true, { columns: [...columns] }),
      widths: kept.widths,
      setWidths: (chosen) => {
        const widths = chosen && { ...chosen };
        keepChoices(name, username, { widths });
        setKept({ ...kept, widths });
      },
      setOpensWith: (opensWith) => setKept({ ...kept, opensWith }),
      isOvertaken: () => {
        const to = router?.state.navigation.location;
        if (to === undefined) return false;
        const next = parseListState(definition, new URLSearchParams(to.search), kept);
        return hashKey([listQuestion(next)]) !== hashKey([question]);
      },
    }),
    [name, username, state, question, change, setQuery, router, key, definition, kept],
  );
}
