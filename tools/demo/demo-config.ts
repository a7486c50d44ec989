import { resolve } from 'node:path';
import { z } from 'zod/mini';
import { ok, type Result } from '@asterism/api-types/common/result';
import {
  readSettings,
  type Environment,
  type SettingsShape,
  type WithWarnings,
} from '@asterism/server-kit/settings/read-settings';
import { logLevel, port, type LogLevel } from '@asterism/server-kit/settings/setting-fields';
import type { StartFailure } from '@asterism/server-kit/start-failure';

/** What a person may set for the demo. */
export interface DemoConfig {
  /** Port of the console. */
  readonly port: number;
  readonly dataDir: string;
  /** Chosen passwords; those that are not chosen are made up. */
  readonly passwords: { readonly admin: string | undefined; readonly viewer: string | undefined };
  readonly logLevel: LogLevel;
}

/** The demo's settings, as the environment has them. */
export const SETTINGS = {
  ASTERISM_BFF_PORT: z.prefault(port, '8080'),
  ASTERISM_DATA_DIR: z._default(z.string(), '.data'),
  ASTERISM_ADMIN_PASSWORD: z.optional(z.string()),
  ASTERISM_VIEWER_PASSWORD: z.optional(z.string()),
  ASTERISM_LOG_LEVEL: z.prefault(logLevel, 'info'),
} satisfies SettingsShape;

/** Reads it from the environment; the message names the variables that are wrong. */
export function readDemoConfig(env: Environment): Result<WithWarnings<DemoConfig>, StartFailure> {
  const read = readSettings(SETTINGS, env);
  if (!read.ok) return read;
  const { settings, warnings } = read.value;
  return ok({
    warnings,
    config: {
      port: settings.ASTERISM_BFF_PORT,
      dataDir: resolve(settings.ASTERISM_DATA_DIR),
      passwords: {
        admin: settings.ASTERISM_ADMIN_PASSWORD,
        viewer: settings.ASTERISM_VIEWER_PASSWORD,
      },
      logLevel: settings.ASTERISM_LOG_LEVEL,
    },
  });
}
