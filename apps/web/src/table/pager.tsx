import { Pagination } from '@patternfly/react-core/dist/esm/components/Pagination';
import { PAGE_SIZES } from './list-state.ts';

interface PagerProps {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly onPage: (offset: number, limit: number) => void;
  /** What is counted. */
  readonly what: { readonly one: string; readonly many: string };
}

const COUNT = new Intl.NumberFormat('en');

/** Which part of the list is shown, of how many, and the way to the others. */
export function Pager({ total, offset, limit, onPage, what }: PagerProps) {
  const page = Math.floor(offset / limit) + 1;
  const shown =
    total <= limit
      ? COUNT.format(total)
      : `${COUNT.format(offset + 1)}–${COUNT.format(Math.min(offset + limit, total))} of ${COUNT.format(total)}`;
  return (
    <Pagination
      isCompact
      itemCount={total}
      page={page}
      perPage={limit}
      perPageOptions={PAGE_SIZES.map((value) => ({ title: String(value), value }))}
      toggleTemplate={`${shown} ${total === 1 ? what.one : what.many}`}
      titles={{ paginationAriaLabel: `Pages of ${what.many}` }}
      onSetPage={(_, newPage) => onPage((newPage - 1) * limit, limit)}
      onPerPageSelect={(_, newLimit) => onPage(Math.floor(offset / newLimit) * newLimit, newLimit)}
    />
  );
}
