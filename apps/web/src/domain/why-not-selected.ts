import { TASK_VOLUMES_MAX } from '@asterism/api-types/fleet-api/fleet-task';
import { formatCount } from '#/lib/format.ts';
import type { Selection } from '#/table/use-selection.ts';

interface SelectedRows<Row> {
  readonly selection: Pick<Selection<Row>, 'rows' | 'isChecking' | 'except'>;
  /** Whether the list still shows the answer to another question. */
  readonly isStale: boolean;
  /** What is selected: `volumes`. */
  readonly many: string;
}

/** Why nothing can be done with what is selected; undefined when something can. `whyNot` tells it of one row. */
export function whyNotSelected<Row>(
  { selection, isStale, many }: SelectedRows<Row>,
  whyNot: (row: Row) => string | undefined,
): string | undefined {
  if (selection.isChecking) return `It is being checked which of the selected ${many} exist.`;
  if (selection.except !== undefined) return isStale ? 'The list is being read.' : undefined;
  if (selection.rows.length > TASK_VOLUMES_MAX) {
    return `At most ${formatCount(TASK_VOLUMES_MAX)} ${many} can be selected one by one: search for them, and select all that match.`;
  }
  const reasons = selection.rows.map(whyNot);
  return reasons.includes(undefined) ? undefined : reasons[0];
}
