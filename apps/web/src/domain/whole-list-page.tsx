import type { ApiFailure } from '#/api/api-failure.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { createStore } from '#/lib/store.ts';
import { DataTable } from '#/table/data-table.tsx';
import type { RowRange } from '#/table/list-rows.ts';
import type { Cells } from '#/table/save-rows.ts';
import { ListFrame, type ListProps } from './list-frame.tsx';

/** What is short is drawn as a whole. */
const ALL = createStore<RowRange>({ first: 0, end: Number.POSITIVE_INFINITY });

interface WholeListPageProps<Row, Filter extends string, Sort extends string> extends Omit<
  ListProps<Row, Filter, Sort>,
  'save'
> {
  /** Those that are left by search and filters, in order; undefined until they are read. */
  readonly rows: readonly Row[] | undefined;
  /** Loads what a file says of a row. */
  readonly loadCells: () => Promise<Cells<Row>>;
  readonly skeletonRows?: number;
  /** Why nothing could be read. */
  readonly error: ApiFailure | null;
  readonly onRetry: () => unknown;
}

/** The page of a list that comes in one answer. */
export function WholeListPage<Row, Filter extends string, Sort extends string>({
  rows,
  loadCells,
  skeletonRows = 10,
  error,
  onRetry,
  ...props
}: WholeListPageProps<Row, Filter, Sort>) {
  const save = async () => {
    const { saveRows } = await loadChunk(() => import('#/table/save-rows.ts'));
    saveRows({ what: props.what, cells: await loadCells(), all: rows ?? [] });
  };
  return (
    <ListFrame
      {...props}
      save={save}
      total={rows?.length}
      inSight={ALL}
      failure={rows === undefined ? error : undefined}
      onReadAgain={onRetry}
      drawTable={(table) => <DataTable {...table} rows={rows} skeletonRows={skeletonRows} />}
    />
  );
}
