import { invalidRequest } from '@asterism/api-server/invalid-request';
import {
  PREFERENCES,
  PREFERENCES_BYTES_MAX,
  preferencesApi,
} from '@asterism/api-types/bff-api/preferences-api';
import { failure, invalidField } from '@asterism/api-types/common/failure';
import type { PreferenceStore } from '../preferences/preference-store.ts';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Route } from './route.ts';

const STALE = failure('aborted', 'The preference has changed since you read it. Read it again.');
const TOO_LARGE = invalidField(
  'value',
  `leaves your preferences larger than ${PREFERENCES_BYTES_MAX / 1024} KiB`,
);

/** People can read and change their own preferences only. */
export const preferencesRoutes = (store: PreferenceStore): Route[] => [
  sessionRoute(
    'getPreferences',
    preferencesApi.getPreferences,
    async (_input, { username }, { response }) =>
      replyJson(response, 200, { preferences: await store.of(username) }),
  ),

  sessionRoute(
    'putPreference',
    preferencesApi.putPreference,
    async ({ name, value, version }, { username }, { response }) => {
      const parsed = PREFERENCES[name].safeParse(value);
      if (!parsed.success) {
        const issues = parsed.error.issues.map((issue) => ({
          ...issue,
          path: ['value', ...issue.path],
        }));
        return refuse(response, invalidRequest(issues, []));
      }
      const changed = await store.put({ username, name, value: parsed.data, version });
      if (changed.ok) return replyJson(response, 200, { version: changed.value });
      return refuse(response, changed.error === 'stale' ? STALE : TOO_LARGE);
    },
  ),
];
