import { Skeleton } from '@patternfly/react-core/dist/esm/components/Skeleton';

/** Rows in the place of those that are on their way. */
export function SkeletonRows({ rows, cells }: { readonly rows: number; readonly cells: number }) {
  return Array.from({ length: rows }, (_, row) => (
    <tr key={row} className="pf-v6-c-table__tr" aria-hidden="true">
      {Array.from({ length: cells }, (_, cell) => (
        <td key={cell} className="pf-v6-c-table__td">
          <Skeleton width={`${50 + ((row * 7 + cell * 13) % 40)}%`} />
        </td>
      ))}
    </tr>
  ));
}
