import { closest } from 'fastest-levenshtein';
import { z } from 'zod/mini';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { StartFailure } from '../start-failure.ts';
import { SETTING_NAMES, type SettingName } from './setting-names.ts';

/** The settings of one program: what each of its variables must be. */
export type SettingsShape = Readonly<Partial<Record<SettingName, z.core.$ZodType>>>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A program's configuration, with warnings about harmless problems of the environment: a line each, for people. */
export interface WithWarnings<C> {
  readonly config: C;
  readonly warnings: readonly string[];
}

interface Settings<S extends SettingsShape> {
  readonly settings: z.infer<z.ZodMiniObject<S>>;
  readonly warnings: readonly string[];
}

const PREFIX = 'ASTERISM_';
const NAMES = Object.keys(SETTING_NAMES);
const KNOWN = new Set<string | undefined>([...NAMES, ...Object.values(SETTING_NAMES)]);

const isSetting = (name: string): name is SettingName => Object.hasOwn(SETTING_NAMES, name);

/**
 * Reads a program's settings from the environment. An empty variable counts as unset. The names of the previous release
 * are read too, with a warning. The error names each invalid variable, and what it must be.
 */
export function readSettings<S extends SettingsShape>(
  shape: S,
  env: Environment,
): Result<Settings<S>, StartFailure> {
  const given = (name: string): string | undefined => (env[name] === '' ? undefined : env[name]);
  const warnings: string[] = [];
  /** The name by which each setting was given. */
  const sources = new Map<string, string>();
  for (const name of Object.keys(shape).filter(isSetting)) {
    const former = SETTING_NAMES[name];
    if (given(name) !== undefined) sources.set(name, name);
    else if (former !== undefined && given(former) !== undefined) {
      sources.set(name, former);
      warnings.push(
        `${former} is now called ${name}; ${former} will not be read after the next release`,
      );
    }
  }
  for (const name of Object.keys(env)) {
    if (!name.startsWith(PREFIX) || KNOWN.has(name) || given(name) === undefined) continue;
    warnings.push(`${name} is not a setting; did you mean ${closest(name, NAMES)}?`);
  }

  const values = Object.fromEntries([...sources].map(([name, source]) => [name, given(source)]));
  const parsed = z.object(shape).safeParse(values);
  if (parsed.success) return ok({ settings: parsed.data, warnings });
  const problems = parsed.error.issues.map(({ path: [name], message }) => {
    const setting = String(name);
    return `${sources.get(setting) ?? setting} ${message}.`;
  });
  return err({ message: [...new Set(problems)].join(' ') });
}
