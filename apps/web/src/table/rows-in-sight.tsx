import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { formatCount } from '#/lib/format.ts';
import { useStore, type Store } from '#/lib/store.ts';
import type { RowRange } from './list-rows.ts';
import './rows-in-sight.css';

interface RowsInSightProps {
  readonly inSight: Store<RowRange>;
  /** How many rows there are; undefined while that is not known. */
  readonly total: number | undefined;
  /** What the rows are. */
  readonly what: { readonly one: string; readonly many: string };
  /** Asks again for rows that could not be read; undefined while all could. */
  readonly onReadAgain: (() => void) | undefined;
}

/** Which part of a list is in sight, of how many rows. */
export function RowsInSight({ inSight, total, what, onReadAgain }: RowsInSightProps) {
  const { first, end } = useStore(inSight);
  const count = total ?? 0;
  const part = end - first >= count ? '' : `${formatCount(first + 1)}–${formatCount(end)} of `;
  return (
    <>
      {onReadAgain === undefined ? null : (
        <Button variant="link" isInline onClick={onReadAgain}>
          Some rows could not be read. Retry
        </Button>
      )}
      <span className="ast-rows-in-sight" data-known={total !== undefined}>
        {part}
        {formatCount(count)} {count === 1 ? what.one : what.many}
      </span>
    </>
  );
}
