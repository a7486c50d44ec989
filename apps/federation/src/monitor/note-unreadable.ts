import type { ReadList, UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { WatchedCluster } from './watched-cluster.ts';

/** Keeps how many rows of a list could not be read; whether that is news. */
export function noteUnreadable(
  { unreadable }: Pick<WatchedCluster, 'unreadable'>,
  list: ReadList,
  { rows, firstFault }: Omit<UnreadableRows, 'list'>,
): boolean {
  const before = unreadable.get(list);
  if (rows === 0) return unreadable.delete(list);
  unreadable.set(list, { list, rows, firstFault });
  return before?.rows !== rows || before.firstFault !== firstFault;
}

/** The rows that could not be read of an answer. */
export const rowsOf = ({ unreadable, firstFault }: ListReading) => ({
  rows: unreadable,
  firstFault,
});
