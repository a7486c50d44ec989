import { Pagination } from '@patternfly/react-core/dist/esm/components/Pagination';
import { formatCount } from '#/lib/format.ts';
import { PAGE_SIZES } from './page-sizes.ts';
import './pager.css';

interface PagerProps {
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly onPage: (offset: number, limit: number) => void;
  /** What is counted. */
  readonly what: { readonly one: string; readonly many: string };
}

/** Where the last page of a list begins. */
export const lastOffset = (total: number, limit: number): number =>
  Math.max(0, Math.ceil(total / limit) - 1) * limit;

/** Which part of the list is shown, of how many, and the way to the others. */
export function Pager({ total, offset, limit, onPage, what }: PagerProps) {
  // Behind the end, which a link or a list that became shorter leads to, the way back is to the last page.
  const isPastEnd = offset > 0 && offset >= total;
  const page = Math.floor((isPastEnd ? lastOffset(total, limit) : offset) / limit) + 1;
  const shown = isPastEnd
    ? `None of ${formatCount(total)}`
    : offset === 0 && total <= limit
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
      onSetPage={(_, newPage) =>
        onPage(isPastEnd ? lastOffset(total, limit) : (newPage - 1) * limit, limit)
      }
      onPerPageSelect={(_, newLimit) => onPage(Math.floor(offset / newLimit) * newLimit, newLimit)}
    />
  );
}
