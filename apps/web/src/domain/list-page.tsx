import { ListTable } from '#/table/list-table.tsx';
import type { ReadRows } from '#/table/use-list-rows.ts';
import { ListFrame, type ListProps } from './list-frame.tsx';

interface ListPageProps<Row, Filter extends string, Sort extends string> extends ListProps<
  Row,
  Filter,
  Sort
> {
  readonly read: ReadRows<Row, { readonly total: number }>;
}

/** The page of a list of any length, which is read as it is scrolled. */
export function ListPage<Row, Filter extends string, Sort extends string>({
  read,
  ...props
}: ListPageProps<Row, Filter, Sort>) {
  const { list, answers, failure, isPartial, readAgain } = read;
  const total = answers[0]?.total;
  return (
    <ListFrame
      {...props}
      total={total}
      inSight={list.inSight}
      failure={failure}
      onReadAgain={readAgain}
      onReadMissing={isPartial ? readAgain : undefined}
      drawTable={(table) => <ListTable {...table} list={list} />}
    />
  );
}
