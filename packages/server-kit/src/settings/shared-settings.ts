import { z } from 'zod/mini';
import type { SettingsShape } from './read-settings.ts';
import { logLevel, onOff, seconds } from './setting-fields.ts';

/** Settings that federation and BFF read by the same names: they may share a directory, database and environment. */
export const SHARED_SETTINGS = {
  ASTERISM_DATA_DIR: z._default(z.string(), '.data'),
  ASTERISM_DATABASE_URL: z.optional(z.string()),
  ASTERISM_MASTER_KEY_FILE: z.optional(z.string()),
  ASTERISM_SKIP_BACKUP: z.prefault(onOff, 'off'),
  ASTERISM_DRAIN_SECONDS: z.prefault(seconds, '5'),
  ASTERISM_LOG_LEVEL: z.prefault(logLevel, 'info'),
} satisfies SettingsShape;
