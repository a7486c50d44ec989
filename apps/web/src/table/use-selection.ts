import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { fallbackInterval } from '#/api/live-status.ts';
import { tabMemory } from '#/lib/tab-memory.ts';

/** Which rows are selected. A row stays selected where the list does not show it, as it was when it was selected. */
export interface Selection<Row> {
  readonly rows: readonly Row[];
  /** How many of them are not at hand in the list. */
  readonly elsewhere: number;
  /** Whether it is still being read which of these exist. */
  readonly isChecking: boolean;
  /** How many were selected and are gone since the person last changed the selection. */
  readonly gone: number;
  /** The ids that are not selected while all else is that the list finds; undefined while rows are selected one by one. */
  readonly except: ReadonlySet<string> | undefined;
  readonly isSelected: (row: Row) => boolean;
  readonly allSelected: (rows: readonly Row[]) => boolean;
  /** Selects a row, or takes it out; as a range, with all between it and the one before. */
  readonly set: (row: Row, selected: boolean, isRange?: boolean) => void;
  readonly setAll: (rows: readonly Row[], selected: boolean) => void;
  /** Selects all that the list finds now, at hand or not. */
  readonly selectAll: () => void;
  readonly clear: () => void;
}

interface SelectionOptions<Row> {
  readonly rowId: (row: Row) => string;
  /** Under what the tab keeps the selection: that of the list and of the person. */
  readonly keptAs: string;
  /** Reads what was kept; none when it is nothing of the kind. */
  readonly parse: (kept: unknown) => readonly Row[];
  /** What the list asks: all that it finds can be selected, for as long as it asks that. */
  readonly question: string;
  /** The rows that the list has at hand; undefined while they are on their way. */
  readonly shown: readonly Row[] | undefined;
  /** The query key of what is read by `readMissing`; events have it read again. */
  readonly missingKey: readonly string[];
  /** Reads the ids, of the given ones, whose rows are gone. */
  readonly readMissing: (ids: readonly string[], signal: AbortSignal) => Promise<readonly string[]>;
}

/**
 * A selection of rows, each known by its id. It survives Back, a reload, and opening a row. Rows that the list does not
 * have at hand are checked with the server, and are dropped once they are gone there.
 */
export function useSelection<Row>(options: SelectionOptions<Row>): Selection<Row> {
  const { rowId, keptAs, parse, question, shown, missingKey, readMissing } = options;
  const [selected, setSelected] = useState<ReadonlyMap<string, Row>>(
    () => new Map(parse(tabMemory.read(keptAs)).map((row) => [rowId(row), row])),
  );
  const [gone, setGone] = useState(0);
  const [all, setAllOf] = useState<{ question: string; except: ReadonlySet<string> }>();
  const except = all?.question === question ? all.except : undefined;
  useEffect(() => tabMemory.keep(keptAs, [...selected.values()]), [keptAs, selected]);

  const shownIds = useMemo(() => new Set(shown?.map(rowId)), [shown, rowId]);
  const elsewhere = useMemo(
    () => [...selected.keys()].filter((id) => !shownIds.has(id)).toSorted(),
    [selected, shownIds],
  );
  const check = useQuery({
    queryKey: [...missingKey, elsewhere],
    queryFn: ({ signal }) => readMissing(elsewhere, signal),
    enabled: shown !== undefined && elsewhere.length > 0,
    // What was found on an earlier visit proves nothing.
    gcTime: 0,
    // While one scrolls, other rows come to be out of view; those that are known to exist need no second proof.
    placeholderData: keepPreviousData,
    refetchInterval: fallbackInterval,
  });
  const missing = check.data?.filter((id) => selected.has(id)) ?? [];
  if (missing.length > 0) {
    const dropped = new Set(missing);
    setSelected(new Map([...selected].filter(([id]) => !dropped.has(id))));
    setGone(gone + dropped.size);
  }

  const isChecking = elsewhere.length > 0 && check.isPending;
  const isOfAll = except !== undefined;
  const setAll = useCallback(
    (rows: readonly Row[], isSelected: boolean) => {
      setGone(0);
      if (isOfAll) {
        const ids = new Set(rows.map(rowId));
        return setAllOf(
          (of) =>
            of && {
              ...of,
              except: new Set(
                isSelected ? [...of.except].filter((id) => !ids.has(id)) : [...of.except, ...ids],
              ),
            },
        );
      }
      return setSelected((before) => {
        const after = new Map(before);
        for (const row of rows) {
          if (isSelected) after.set(rowId(row), row);
          else after.delete(rowId(row));
        }
        return after;
      });
    },
    [rowId, isOfAll],
  );
  // The same for as long as the list is shown: a tick renders the row that it is in.
  const range = useRef({ shown, from: '' });
  useEffect(() => {
    range.current.shown = shown;
  }, [shown]);
  const set = useCallback(
    (row: Row, isSelected: boolean, isRange?: boolean) => {
      const { shown: rows = [], from } = range.current;
      const ids = rows.map(rowId);
      const [at = 0, to = 0] = [from, rowId(row)]
        .map((id) => ids.indexOf(id))
        .toSorted((a, b) => a - b);
      range.current.from = rowId(row);
      setAll(isRange === true && at >= 0 ? rows.slice(at, to + 1) : [row], isSelected);
    },
    [rowId, setAll],
  );
  return useMemo(() => {
    const isSelected = (row: Row) =>
      except === undefined ? selected.has(rowId(row)) : !except.has(rowId(row));
    return {
      rows: [...selected.values()],
      elsewhere: elsewhere.length,
      isChecking,
      gone,
      except,
      isSelected,
      allSelected: (rows) => rows.length > 0 && rows.every(isSelected),
      set,
      setAll,
      selectAll: () => {
        setGone(0);
        setSelected(new Map());
        setAllOf({ question, except: new Set() });
      },
      clear: () => {
        setGone(0);
        setSelected(new Map());
        setAllOf(undefined);
      },
    };
  }, [rowId, selected, elsewhere, isChecking, gone, except, question, set, setAll]);
}
