import {
  hashKey,
  replaceEqualDeep,
  useQuery,
  useQueryClient,
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { createStore } from '#/lib/store.ts';
import { blockAt, BLOCK_ROWS, type Block } from './list-state.ts';
import type { ListRows, RowRange } from './list-rows.ts';

/** So many blocks are kept of where one has been: the browser does not come to hold the fleet. */
const KEPT_BLOCKS = 20;

type Blocks<Row> = ReadonlyMap<number, readonly Row[]>;

const areSame = <Row>(a: Blocks<Row>, b: Blocks<Row>): boolean =>
  a.size === b.size && [...a].every(([block, rows]) => b.get(block) === rows);

/**
 * Rows by their places, of blocks as they were read. What is equal stays the object that it was, also in the answer to
 * another question, so that a row is rendered again only when it has changed.
 */
function createSteadyRows<Row>(rowId: (row: Row) => string) {
  let lastBlocks: Blocks<Row> = new Map();
  let last: ReadonlyMap<number, Row> = new Map();
  let known = new Map<string, Row>();
  return (blocks: Blocks<Row>): ReadonlyMap<number, Row> => {
    if (areSame(blocks, lastBlocks)) return last;
    const rows = new Map<number, Row>();
    const now = new Map<string, Row>();
    for (const [block, read] of blocks) {
      for (const [at, row] of read.entries()) {
        const id = rowId(row);
        const steady = replaceEqualDeep(known.get(id), row);
        now.set(id, steady);
        rows.set(block * BLOCK_ROWS + at, steady);
      }
    }
    lastBlocks = blocks;
    last = rows;
    known = now;
    return rows;
  };
}

/** Blocks of rows: from one to before another. */
interface BlockRange {
  readonly from: number;
  readonly to: number;
}

/** The blocks that have some of the rows. */
function blocksOf({ first, end }: RowRange): BlockRange {
  const from = Math.floor(first / BLOCK_ROWS);
  return { from, to: Math.max(from + 1, Math.ceil(end / BLOCK_ROWS)) };
}

/** What the table needs of the answer to a question. */
interface Needed extends BlockRange {
  readonly question: string;
  /** How many rows that is for. */
  readonly rows: number;
}

interface ListRowsOptions<Question extends object, Row, Answer, Key extends QueryKey> {
  /** What the list asks, and the row that the address names as the first in sight. */
  readonly controls: {
    readonly question: Question;
    readonly state: { readonly offset: number };
    readonly setOffset: (offset: number) => boolean;
    readonly isOvertaken: () => boolean;
  };
  /** Reads a part of the list; a function of the module, for it must stay the same. */
  readonly query: (question: Question & Block) => BlockQuery<Answer, Key>;
  readonly rowsOf: (answer: Answer) => readonly Row[];
  readonly rowId: (row: Row) => string;
}

type BlockQuery<Answer, Key extends QueryKey> = UseQueryOptions<Answer, DefaultError, Answer, Key>;

/** So many blocks are in sight at the most: 200 rows, more than any screen shows. */
const BLOCKS_MAX = 5;

/** Reads blocks that follow one another. TanStack's own hook for many queries would cost the first page 2 kB. */
function useBlocks<Answer, Key extends QueryKey>(queries: readonly BlockQuery<Answer, Key>[]) {
  const [first] = queries;
  if (first === undefined) throw new Error('A list has a first block.');
  const unused = { ...first, enabled: false };
  const results = [
    useQuery(first),
    useQuery(queries[1] ?? unused),
    useQuery(queries[2] ?? unused),
    useQuery(queries[3] ?? unused),
    useQuery(queries[4] ?? unused),
  ];
  return results.slice(0, queries.length);
}

/** What is at hand of the answer to a question. */
interface AtHand<Row, Answer> {
  readonly question: string;
  readonly start: number;
  /** The newest first: what that says of the whole list holds. */
  readonly answers: readonly Answer[];
  readonly rows: ReadonlyMap<number, Row>;
}

const isSame = <Row, Answer>(a: AtHand<Row, Answer>, b: AtHand<Row, Answer> | undefined): boolean =>
  a.question === b?.question &&
  a.start === b.start &&
  a.rows === b.rows &&
  a.answers[0] === b.answers[0];

/** A list as far as it is read. */
export interface ReadRows<Row, Answer> {
  readonly list: ListRows<Row>;
  /** What is at hand of the list, the newest first; none while nothing is known. */
  readonly answers: readonly Answer[];
  /** Why nothing can be shown. */
  readonly failure: DefaultError | undefined;
  /** Whether some of what is in sight could not be read. */
  readonly isPartial: boolean;
  /** Asks again for what could not be read. */
  readonly readAgain: () => void;
}

/**
 * Reads the part of a list that is in sight, block by block. Until the first rows of a new question are there, those of
 * the question before stay.
 */
export function useListRows<
  Question extends object,
  Row,
  Answer extends { readonly total: number },
  Key extends QueryKey,
>({
  controls,
  query,
  rowsOf,
  rowId,
}: ListRowsOptions<Question, Row, Answer, Key>): ReadRows<Row, Answer> {
  const { question, setOffset: onRest, isOvertaken } = controls;
  const start = controls.state.offset;
  const queryOf = useCallback(
    (block: Block) => query({ ...question, ...block }),
    [query, question],
  );
  const queryClient = useQueryClient();
  const key = hashKey([question]);
  const [needed, setNeeded] = useState<Needed>({ question: key, from: 0, to: 0, rows: 1 });
  const [inSight] = useState(() => createStore<RowRange>({ first: start, end: start }));
  const [steadyRows] = useState(() => createSteadyRows(rowId));

  const isPlaced = needed.question === key && needed.to > 0;
  const { from, to } = isPlaced ? needed : blocksOf({ first: start, end: start + needed.rows });
  const blocks = Array.from({ length: Math.min(to - from, BLOCKS_MAX) }, (_, at) => from + at);
  const queries = blocks.map((block) => ({
    ...queryOf(blockAt(block * BLOCK_ROWS)),
    // What is drawn only now must not ask again when another question has been asked already.
    enabled: () => !isOvertaken(),
  }));
  const results = useBlocks(queries);

  const answers = results
    .toSorted((a, b) => b.dataUpdatedAt - a.dataUpdatedAt)
    .flatMap(({ data }) => data ?? []);
  const rows = steadyRows(
    new Map(
      results.flatMap(({ data }, at) =>
        data === undefined ? [] : [[blocks[at] ?? 0, rowsOf(data)] as const],
      ),
    ),
  );
  const now: AtHand<Row, Answer> | undefined =
    answers.length === 0 ? undefined : { question: key, start, answers, rows };
  const [before, setBefore] = useState(now);
  if (now !== undefined && !isSame(now, before)) setBefore(now);
  const isRefused = results.every(({ isError }) => isError);
  const shown = now ?? (isRefused ? undefined : before);
  const isStale = shown !== undefined && shown.question !== key;

  /** The blocks where one has been, the last one last. */
  const visited = useRef(new Map<string, Key>());
  useLayoutEffect(() => {
    for (const { queryKey } of queries) {
      const hash = hashKey(queryKey);
      visited.current.delete(hash);
      visited.current.set(hash, queryKey);
    }
    for (const [hash, queryKey] of visited.current) {
      if (visited.current.size <= KEPT_BLOCKS) break;
      visited.current.delete(hash);
      queryClient.removeQueries({ queryKey, exact: true, type: 'inactive' });
    }
  });

  const total = shown?.answers[0]?.total;
  const need = useCallback(
    (range: RowRange, direction: number) => {
      if (isStale) return;
      const { from, to } = blocksOf(range);
      setNeeded((last) =>
        last.question === key && last.from === from && last.to === to
          ? last
          : { question: key, from, to, rows: range.end - range.first },
      );
      const next = direction < 0 ? from - 1 : to;
      if (direction !== 0 && next >= 0 && next * BLOCK_ROWS < (total ?? 0))
        void queryClient.prefetchQuery(queryOf(blockAt(next * BLOCK_ROWS)));
    },
    [isStale, key, total, queryClient, queryOf],
  );

  const list = useMemo(
    () => ({
      question: shown?.question ?? key,
      total,
      rows: shown?.rows ?? rows,
      isStale,
      start: shown?.start ?? start,
      inSight,
      need,
      onRest,
    }),
    [
      shown?.question,
      key,
      total,
      shown?.rows,
      rows,
      isStale,
      shown?.start,
      start,
      inSight,
      need,
      onRest,
    ],
  );
  const failed = results.filter(({ failureReason }) => failureReason !== null);
  return {
    list,
    answers: shown?.answers ?? answers,
    failure: shown === undefined ? (failed[0]?.failureReason ?? undefined) : undefined,
    isPartial: shown !== undefined && results.some(({ isError }) => isError),
    readAgain: () => {
      for (const { refetch } of failed) void refetch();
    },
  };
}
