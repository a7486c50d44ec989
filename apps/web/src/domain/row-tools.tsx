import {
  useQuery,
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
} from '@tanstack/react-query';
import { Suspense, useState, type ReactNode } from 'react';
import { FailureView } from './failure-view.tsx';
import { QuickGlance } from '#/table/quick-glance.tsx';
import { RowMenu, type RowAction } from '#/table/row-menu.tsx';
import { useGlance } from '#/table/use-glance.ts';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

interface RowToolsProps<Row, Read extends Row, Key extends QueryKey> {
  /** The rows at hand, by their places in the list. */
  readonly rows: ReadonlyMap<number, Row>;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  /** What a row is, for the heading until its name is known: `Volume`. */
  readonly what: string;
  /** Reads the row that the quick look is at where the list does not have it at hand. */
  readonly query: (id: string) => UseQueryOptions<Read, DefaultError, Read, Key>;
  /** Said when there is no such row any more. */
  readonly gone: string;
  /** The menu of a row; `glance` opens its quick look. */
  readonly actionsOf: (row: Row, glance: () => void) => readonly RowAction[];
  /** What the quick look shows; more than the list has is read only while one stays at a row. */
  readonly drawGlance: (row: Row, isAtRest: boolean) => ReactNode;
}

/** What can be done with one row without leaving its list: its menu, and a quick look at it. */
export function RowTools<Row, Read extends Row, Key extends QueryKey>(
  props: RowToolsProps<Row, Read, Key>,
) {
  const { rows, rowId, rowName, what, query, gone, actionsOf, drawGlance } = props;
  const glance = useGlance();
  const atHand = [...rows.values()].find((row) => rowId(row) === glance.id);
  const read = useQuery({
    ...query(glance.id ?? ''),
    // The list has those that are in sight, and around.
    enabled: glance.id !== undefined && atHand === undefined && glance.isAtRest,
  });
  // What was read before it was gone is kept with the failure.
  const isGone = atHand === undefined && read.error?.error.status === 404;
  const isRead = !isGone && read.data !== undefined && rowId(read.data) === glance.id;
  const glancedAt = atHand ?? (isRead ? read.data : undefined);
  const [last, setLast] = useState(glancedAt);
  if (glancedAt !== undefined && glancedAt !== last) setLast(glancedAt);
  const named = last !== undefined && rowId(last) === glance.id ? last : undefined;
  return (
    <>
      <RowMenu
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        actionsOf={(row) => actionsOf(row, () => glance.open(rowId(row)))}
      />
      <QuickGlance glance={glance} title={named === undefined ? what : rowName(named)}>
        {glancedAt === undefined ? (
          isGone ? (
            <p>{gone}</p>
          ) : read.error === null ? (
            <SkeletonLines count={8} />
          ) : (
            <FailureView failure={read.error} onRetry={read.refetch} />
          )
        ) : (
          <Suspense fallback={<SkeletonLines count={8} />}>
            {drawGlance(glancedAt, glance.isAtRest)}
          </Suspense>
        )}
      </QuickGlance>
    </>
  );
}
