import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useRef } from 'react';
import { formatCount } from '#/lib/format.ts';
import { BLOCK_ROWS } from './list-state.ts';
import type { Selection } from './use-selection.ts';
import './select-matching.css';

interface SelectMatchingProps<Row> {
  readonly selection: Selection<Row>;
  /** The rows that the list has at hand, and how many it has in all. */
  readonly shown: readonly Row[];
  readonly total: number;
  /** Whether the list still shows the answer to another question. */
  readonly isStale: boolean;
}

/** Offers to select all that the list finds, or says that this was done. */
export function SelectMatching<Row>({
  selection,
  shown,
  total,
  isStale,
}: SelectMatchingProps<Row>) {
  const line = useRef<HTMLDivElement>(null);
  const isEachSelected = total <= selection.rows.length && shown.every(selection.isSelected);
  // What is at hand as a whole, the box in the table's head selects.
  const isOffered = selection.except === undefined && total > BLOCK_ROWS && !isEachSelected;
  return (
    <div className="ast-select-matching" ref={line} tabIndex={-1}>
      <output>{selection.except?.size === 0 ? 'All that match are selected' : ''}</output>
      {isOffered ? (
        <Button
          variant="link"
          isInline
          isAriaDisabled={isStale}
          onClick={() => {
            // The button goes, and with it the focus.
            line.current?.focus();
            selection.selectAll();
          }}
        >
          Select all {formatCount(total)} matching
        </Button>
      ) : null}
    </div>
  );
}
