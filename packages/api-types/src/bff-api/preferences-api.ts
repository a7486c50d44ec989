import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { DENSITIES, SINGLE_KEYS, THEMES, UNITS } from './settings-values.ts';

/** How a person likes the console; what they have not chosen is absent. */
export const settings = z.object({
  theme: z.optional(z.enum(THEMES)),
  density: z.optional(z.enum(DENSITIES)),
  timeZone: z.optional(z.string().check(z.regex(/^[\w+/-]{1,64}$/, 'must be a time zone'))),
  units: z.optional(z.enum(UNITS)),
  singleKeys: z.optional(z.enum(SINGLE_KEYS)),
});
export type Settings = z.infer<typeof settings>;

/** The longest name of a saved view. */
export const VIEW_NAME_MAX = 60;

/** How a list was shown when it was saved: search, filters, order and columns, as its address has them. */
const savedView = z.object({
  name: z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(VIEW_NAME_MAX)),
  query: z.string().check(z.maxLength(4096)),
});
export type SavedView = z.infer<typeof savedView>;

const viewsOfList = z.object({
  views: z.array(savedView).check(
    z.maxLength(50, 'must be at most 50'),
    z.refine((views) => new Set(views.map(({ name }) => name)).size === views.length, {
      error: 'must have different names',
    }),
  ),
  /** The name of the view that the list opens with. */
  opensWith: z.optional(z.string()),
});
export type ViewsOfList = z.infer<typeof viewsOfList>;

/** The saved views of a person, by the name of the list. */
export const views = z.record(z.string().check(z.maxLength(40)), viewsOfList);
export type Views = z.infer<typeof views>;

const columnId = z.string().check(z.maxLength(40));
/** How a person likes each list, by its name: its columns, and how wide they are in rem. */
export const lists = z.record(
  z.string().check(z.maxLength(40)),
  z.object({
    columns: z.optional(z.array(columnId).check(z.maxLength(60, 'must be at most 60'))),
    widths: z.optional(z.record(columnId, z.number().check(z.gte(1), z.lte(100)))),
  }),
);
export type Lists = z.infer<typeof lists>;

/** What is kept per person, by name. A new kind of preference is a row here and below. */
interface Preferences {
  readonly settings: Settings;
  readonly views: Views;
  readonly lists: Lists;
}
export type PreferenceName = keyof Preferences;
/** The value of a preference. */
export type Preference<Name extends PreferenceName> = Preferences[Name];

/**
 * The schema of each. Fields may be added as optional ones; what is stored and does not fit any more counts as not
 * chosen.
 */
export const PREFERENCES: {
  readonly [Name in PreferenceName]: z.ZodMiniType<Preferences[Name]>;
} = { settings, views, lists };
export const isPreferenceName = (name: string): name is PreferenceName =>
  Object.hasOwn(PREFERENCES, name);

/** Maximum size of all preferences of a person, as JSON in UTF-8. */
export const PREFERENCES_BYTES_MAX = 64 * 1024;

const version = z.int({ error: 'must be a whole number' }).check(z.gte(0, 'must be 0 or more'));

/** A preference as it is stored. */
export const keptPreference = z.object({
  value: z.record(z.string(), z.unknown()),
  /** Grows with each change. */
  version,
});
export type KeptPreference = z.infer<typeof keptPreference>;

/** A person's own preferences. The console loads this table when it is first needed, after the first page. */
export const preferencesApi = {
  getPreferences: defineOperation({
    method: 'GET',
    path: '/auth/preferences',
    summary: 'Your preferences, by name; those that you have never changed are absent.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ preferences: z.record(z.string(), keptPreference) }),
    errors: [401],
  }),
  putPreference: defineOperation({
    method: 'PUT',
    path: '/auth/preferences/{name}',
    summary: `Change one of your preferences. ${PREFERENCES_BYTES_MAX / 1024} KiB for all of them; 409 when it has changed since you read it.`,
    source: 'ours',
    input: z.object({
      name: z.enum(Object.keys(PREFERENCES).filter(isPreferenceName), {
        error: 'is not the name of a preference',
      }),
      /** The whole new value. */
      value: z.record(z.string(), z.unknown()),
      /** The version that the change is made to; 0 where there is none yet. */
      version,
    }),
    output: z.object({ version }),
    errors: [400, 401, 403, 409],
  }),
} as const;
