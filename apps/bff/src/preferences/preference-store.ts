import { and, eq, ne, sql } from 'drizzle-orm';
import {
  PREFERENCES,
  PREFERENCES_BYTES_MAX,
  isPreferenceName,
  type KeptPreference,
  type Preference,
  type PreferenceName,
} from '@asterism/api-types/bff-api/preferences-api';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import { preferenceRows } from './schema.ts';

/** A change of a preference of one person. */
export interface PreferenceChange<Name extends PreferenceName = PreferenceName> {
  readonly username: string;
  readonly name: Name;
  readonly value: Preference<Name>;
  /** The version that the change is made to; 0 where there is none yet. */
  readonly version: number;
}

/** What people have chosen. Throws the errors of the database. */
export interface PreferenceStore {
  /** All of a person that fit their schemas, by name. */
  of(username: string): Promise<Record<string, KeptPreference>>;
  /** The new version. `stale`: it is another version by now. */
  put(change: PreferenceChange): Promise<Result<number, 'stale' | 'too-large'>>;
}

function read(name: string, text: string, version: number): readonly [string, KeptPreference][] {
  if (!isPreferenceName(name)) return [];
  const value = PREFERENCES[name].safeParse(JSON.parse(text));
  // The version is needed to replace what does not fit any more.
  return [[name, { value: value.data ?? {}, version }]];
}

export function createPreferenceStore({ orm }: Pick<Database, 'orm'>): PreferenceStore {
  const ofPerson = (username: string) => eq(preferenceRows.username, username);

  async function otherBytes({ username, name }: PreferenceChange): Promise<number> {
    const bytes = sql<string>`coalesce(sum(octet_length(${preferenceRows.value})), 0)`;
    const [row] = await orm
      .select({ bytes })
      .from(preferenceRows)
      .where(and(ofPerson(username), ne(preferenceRows.name, name)));
    return Number(row?.bytes ?? 0);
  }

  return {
    of: async (username) => {
      const rows = await orm.select().from(preferenceRows).where(ofPerson(username));
      return Object.fromEntries(
        rows.flatMap(({ name, value, version }) => read(name, value, version)),
      );
    },
    put: async (change) => {
      const { username, name } = change;
      const value = JSON.stringify(change.value);
      if ((await otherBytes(change)) + Buffer.byteLength(value) > PREFERENCES_BYTES_MAX)
        return err('too-large');
      const version = change.version + 1;
      const changed =
        change.version === 0
          ? await orm
              .insert(preferenceRows)
              .values({ username, name, value, version })
              .onConflictDoNothing()
              .returning({ version: preferenceRows.version })
          : await orm
              .update(preferenceRows)
              .set({ value, version })
              .where(
                and(
                  ofPerson(username),
                  eq(preferenceRows.name, name),
                  eq(preferenceRows.version, change.version),
                ),
              )
              .returning({ version: preferenceRows.version });
      return changed.length === 0 ? err('stale') : ok(version);
    },
  };
}
