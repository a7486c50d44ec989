import { Pagination } from '@patternfly/react-core/dist/esm/components/Pagination';
import { formatCount } from '#/lib/format.ts';
import { PAGE_SIZES } from './list-state.ts';
import './pager.css';

interface PagerProps {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly onPage: (offset: number, limit: number) => void;
  /** What is counted. */
  readonly what: { readonly one: string; readonly many: string };
}

/** Which part of the list is shown, of how many, and the way to the others. */
export function Pager({ total, offset, limit, onPage, what }: PagerProps) {
  const page = Math.floor(offset / limit) + 1;
  const shown =
    total <= limit
      ? formatCount(total)
      : `${formatCount(offset + 1)}–${formatCount(Math.min(offset + limit, total))} of ${formatCount(total)}`;
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
