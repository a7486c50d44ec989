import {
  PREFERENCES,
  preferencesApi,
  type KeptPreference,
  type Preference,
  type PreferenceName,
} from '@asterism/api-types/bff-api/preferences-api';
import { createClient } from '@asterism/api-types/client/client';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { queryClient } from './query-client.ts';
import { sendWrite, type WriteOutcome } from './write.ts';

const client = createClient(preferencesApi, inSession);

type KeptPreferences = Readonly<Record<string, KeptPreference>>;

/** What the person has chosen, by name. Nothing tells of changes in other browsers: it is read once for a page. */
export const preferencesQuery = () =>
  queryOptions({
    queryKey: ['preferences'],
    queryFn: async ({ signal }): Promise<KeptPreferences> =>
      (await valueOf(client.getPreferences({}, { signal }))).preferences,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The value of one preference; undefined when nothing was chosen, or nothing that this release knows. */
export function preferenceOf<Name extends PreferenceName>(
  kept: KeptPreferences,
  name: Name,
): Preference<Name> | undefined {
  const parsed = PREFERENCES[name].safeParse(kept[name]?.value);
  return parsed.success ? parsed.data : undefined;
}

/** How often a change is made again to what another browser has changed meanwhile. */
const TRIES = 4;

async function tryChange<Name extends PreferenceName>(
  name: Name,
  change: (current: Preference<Name> | undefined) => Preference<Name>,
  tries: number,
): Promise<WriteOutcome<Preference<Name>>> {
  const kept = await queryClient.fetchQuery(preferencesQuery());
  const changed = change(preferenceOf(kept, name));
  const value = { ...changed };
  const put = { name, value, version: kept[name]?.version ?? 0 };
  const outcome = await sendWrite({ send: () => client.putPreference(put), onChecking: () => {} });
  if (outcome.kind === 'done') {
    const { version } = outcome.value;
    queryClient.setQueryData(preferencesQuery().queryKey, { ...kept, [name]: { value, version } });
    return { kind: 'done', value: changed };
  }
  // Also when the answer was lost: what is kept is read again before the next change.
  queryClient.removeQueries(preferencesQuery());
  const isStale = outcome.error.status === 409;
  return isStale && tries > 1 ? tryChange(name, change, tries - 1) : outcome;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Changes one preference of the person, one change after the other. Where another browser has changed it meanwhile, the
 * change is made to that. What it is then is in the outcome. Rejects when what is kept cannot be read.
 */
export function changePreference<Name extends PreferenceName>(
  name: Name,
  change: (current: Preference<Name> | undefined) => Preference<Name>,
): Promise<WriteOutcome<Preference<Name>>> {
  const made = last.then(() => tryChange(name, change, TRIES));
  last = made.catch(() => undefined);
  return made;
}
