import {
  VIEW_NAME_MAX,
  type SavedView,
  type ViewsOfList,
} from '@asterism/api-types/bff-api/preferences-api';
import { ApiFailure } from './api-failure.ts';
import { changePreference } from './preferences.ts';
import type { WriteOutcome } from './write.ts';

export const NO_VIEWS: ViewsOfList = { views: [] };

/** A name like this one that none of the views has. */
function freeName(name: string, views: readonly SavedView[]): string {
  const isFree = (wanted: string) => !views.some((view) => view.name === wanted);
  let free = name;
  for (let count = 2; !isFree(free); count += 1) {
    const end = ` (${count})`;
    free = `${name.slice(0, VIEW_NAME_MAX - end.length)}${end}`;
  }
  return free;
}

/** Views with others behind them. None is lost: where a name is taken, the other gets one with a number. */
export function withOthers(views: readonly SavedView[], others: readonly SavedView[]): SavedView[] {
  const all = [...views];
  for (const { name, query } of others) all.push({ name: freeName(name, all), query });
  return all;
}

/** A change of the saved views of one list. */
interface ViewsChange {
  readonly list: string;
  readonly change: (views: ViewsOfList) => ViewsOfList;
}

/** Changes the saved views of one list of the person; the outcome has all of them as they are then. */
export async function changeViews({
  list,
  change,
}: ViewsChange): Promise<WriteOutcome<ViewsOfList>> {
  try {
    const outcome = await changePreference('views', (current = {}) => ({
      ...current,
      [list]: change(current[list] ?? NO_VIEWS),
    }));
    if (outcome.kind !== 'done') return outcome;
    return { kind: 'done', value: outcome.value[list] ?? NO_VIEWS };
  } catch (error) {
    if (error instanceof ApiFailure) return { kind: 'refused', error: error.error };
    throw error;
  }
}
