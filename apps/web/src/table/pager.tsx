import '@patternfly/react-styles/css/components/Pagination/pagination.css';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { AngleLeftIcon } from '@patternfly/react-icons/dist/esm/icons/angle-left-icon';
import { AngleRightIcon } from '@patternfly/react-icons/dist/esm/icons/angle-right-icon';
import { formatCount } from '#/lib/format.ts';
import { MenuButton } from '#/ui/menu-button.tsx';
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
  const page = Math.floor(offset / limit) + 1;
  const shown = isPastEnd
    ? `None of ${formatCount(total)}`
    : offset === 0 && total <= limit
      ? formatCount(total)
      : `${formatCount(offset + 1)}–${formatCount(Math.min(offset + limit, total))} of ${formatCount(total)}`;
  const before = isPastEnd ? lastOffset(total, limit) : (page - 2) * limit;
  return (
    <div className="pf-v6-c-pagination">
      <div className="pf-v6-c-pagination__page-menu">
        <MenuButton
          variant="plainText"
          menu={{
            kind: 'one',
            options: PAGE_SIZES.map((size) => ({ value: String(size), text: `${size} per page` })),
            chosen: [String(limit)],
            label: 'Rows per page',
            onChoose: (chosen) => {
              const size = Number(chosen);
              onPage(Math.floor(offset / size) * size, size);
            },
          }}
        >
          {shown} {total === 1 ? what.one : what.many}
        </MenuButton>
      </div>
      <nav className="pf-v6-c-pagination__nav" aria-label={`Pages of ${what.many}`}>
        <div className="pf-v6-c-pagination__nav-control">
          <Button
            variant="plain"
            aria-label="Go to previous page"
            isDisabled={offset === 0 || total === 0}
            icon={<AngleLeftIcon />}
            onClick={() => onPage(Math.max(0, before), limit)}
          />
        </div>
        <div className="pf-v6-c-pagination__nav-control">
          <Button
            variant="plain"
            aria-label="Go to next page"
            isDisabled={offset + limit >= total}
            icon={<AngleRightIcon />}
            onClick={() => onPage(page * limit, limit)}
          />
        </div>
      </nav>
    </div>
  );
}
