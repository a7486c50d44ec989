import type { ViewsOfList } from '@asterism/api-types/bff-api/preferences-api';
import { ApiFailure } from './api-failure.ts';
import { changePreference } from './preferences.ts';
import type { WriteOutcome } from './write.ts';

export const NO_VIEWS: ViewsOfList = { views: [] };

/** A change of the saved views of one list. */
interface ViewsChange {
  readonly list: string;
  readonly change: (views: ViewsOfList) => ViewsOfList;
}

/** Changes the saved views of one list of the person. */
export async function changeViews({ list, change }: ViewsChange): Promise<WriteOutcome<unknown>> {
  try {
    return await changePreference('views', (current = {}) => ({
      ...current,
      [list]: change(current[list] ?? NO_VIEWS),
    }));
  } catch (error) {
    if (error instanceof ApiFailure) return { kind: 'refused', error: error.error };
    throw error;
  }
}
