import { LongArrowAltDownIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-down-icon';
import { LongArrowAltUpIcon } from '@patternfly/react-icons/dist/esm/icons/long-arrow-alt-up-icon';
import type { Column } from './column.ts';

interface HeaderCellProps<Row, Sort extends string> {
  readonly column: Column<Row, Sort>;
  /** How the table is sorted by this column; undefined when it is not. */
  readonly order: 'asc' | 'desc' | undefined;
  readonly onSort: ((sort: Sort, order: 'asc' | 'desc') => void) | undefined;
}

/** The head of a column; a button when the table can be sorted by it. */
export function HeaderCell<Row, Sort extends string>(props: HeaderCellProps<Row, Sort>) {
  const { column, order, onSort } = props;
  const { sort, header, align, minWidth } = column;
  const className = `pf-v6-c-table__th${align === 'end' ? ' ast-cell-end' : ''}`;
  const style = minWidth === undefined ? undefined : { minInlineSize: minWidth };
  if (sort === undefined || onSort === undefined) {
    return (
      <th scope="col" className={className} style={style}>
        {header}
      </th>
    );
  }
  const sorted = order === undefined ? 'none' : order === 'asc' ? 'ascending' : 'descending';
  const next = order === 'asc' ? 'desc' : 'asc';
  return (
    <th scope="col" className={className} style={style} aria-sort={sorted}>
      <button type="button" className="ast-sort" onClick={() => onSort(sort, next)}>
        {header}
        <span className="ast-sort-icon" data-sorted={sorted}>
          {order === 'desc' ? <LongArrowAltDownIcon /> : <LongArrowAltUpIcon />}
        </span>
      </button>
    </th>
  );
}
