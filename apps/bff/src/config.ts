import { join, resolve } from 'node:path';
import { z } from 'zod/mini';
import { ok, type Result } from '@asterism/api-types/common/result';
import { CONNECTION_LIMITS, type ConnectionLimits } from '@asterism/server-kit/connection-limits';
import type { Address } from '@asterism/server-kit/listen';
import {
  readSettings,
  type Environment,
  type SettingsShape,
  type WithWarnings,
} from '@asterism/server-kit/settings/read-settings';
import {
  count,
  networks,
  onOff,
  origin,
  origins,
  port,
  type LogLevel,
} from '@asterism/server-kit/settings/setting-fields';
import { SHARED_SETTINGS } from '@asterism/server-kit/settings/shared-settings';
import type { StartFailure } from '@asterism/server-kit/start-failure';

const WEB_DIST = join(import.meta.dirname, '..', '..', 'web', 'dist');

export const SETTINGS = {
  ASTERISM_BFF_PORT: z.prefault(port, '8080'),
  ASTERISM_BFF_HOST: z._default(z.string(), '127.0.0.1'),
  ASTERISM_BFF_METRICS_PORT: z.optional(port),
  ASTERISM_BFF_METRICS_HOST: z._default(z.string(), '127.0.0.1'),
  ASTERISM_BFF_MAX_CONNECTIONS: z.prefault(count, String(CONNECTION_LIMITS.total)),
  ASTERISM_BFF_MAX_CONNECTIONS_PER_ADDRESS: z.prefault(count, String(CONNECTION_LIMITS.perAddress)),
  ASTERISM_BFF_TRUSTED_PROXIES: z.prefault(networks, ''),
  ASTERISM_FEDERATION_URL: z.prefault(origin, 'http://127.0.0.1:8081'),
  ASTERISM_PUBLIC_URL: z.prefault(origins, ''),
  ASTERISM_HSTS: z.prefault(onOff, 'on'),
  ASTERISM_SIMULATOR_CONTROL_URL: z.optional(origin),
  ASTERISM_WEB_DIST: z._default(z.string(), WEB_DIST),
  ...SHARED_SETTINGS,
} satisfies SettingsShape;

/** The configuration of a BFF that runs as a process of its own. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly federationUrl: string;
  readonly dataDir: string;
  readonly skipBackup: boolean;
  readonly databaseUrl: string | undefined;
  readonly masterKeyFile: string | undefined;
  readonly simulatorControlUrl: string | undefined;
  readonly publicUrls: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly metrics: Address | undefined;
  readonly connectionLimits: ConnectionLimits;
  /** How long the port stays open, with `/ready` failing, before the BFF closes. */
  readonly drainSeconds: number;
  /** Whether answers carry Strict-Transport-Security. */
  readonly hsts: boolean;
  readonly webDist: string;
  readonly logLevel: LogLevel;
}

/** The error message names every invalid variable. */
export function readConfig(
  env: Environment = process.env,
): Result<WithWarnings<Config>, StartFailure> {
  const read = readSettings(SETTINGS, env);
  if (!read.ok) return read;
  const { settings, warnings } = read.value;
  const metricsPort = settings.ASTERISM_BFF_METRICS_PORT;
  return ok({
    warnings,
    config: {
      port: settings.ASTERISM_BFF_PORT,
      host: settings.ASTERISM_BFF_HOST,
      federationUrl: settings.ASTERISM_FEDERATION_URL,
      dataDir: resolve(settings.ASTERISM_DATA_DIR),
      skipBackup: settings.ASTERISM_SKIP_BACKUP,
      databaseUrl: settings.ASTERISM_DATABASE_URL,
      masterKeyFile: settings.ASTERISM_MASTER_KEY_FILE,
      simulatorControlUrl: settings.ASTERISM_SIMULATOR_CONTROL_URL,
      publicUrls: settings.ASTERISM_PUBLIC_URL,
      trustedProxies: settings.ASTERISM_BFF_TRUSTED_PROXIES,
      metrics:
        metricsPort === undefined
          ? undefined
          : { host: settings.ASTERISM_BFF_METRICS_HOST, port: metricsPort },
      connectionLimits: {
        total: settings.ASTERISM_BFF_MAX_CONNECTIONS,
        perAddress: settings.ASTERISM_BFF_MAX_CONNECTIONS_PER_ADDRESS,
      },
      drainSeconds: settings.ASTERISM_DRAIN_SECONDS,
      hsts: settings.ASTERISM_HSTS,
      webDist: resolve(settings.ASTERISM_WEB_DIST),
      logLevel: settings.ASTERISM_LOG_LEVEL,
    },
  });
}
