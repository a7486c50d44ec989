import { isIP, isIPv6 } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod/mini';
import { describeIssues } from '@asterism/api-server/describe-issues';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { CONNECTION_LIMITS, type ConnectionLimits } from '@asterism/server-kit/connection-limits';
import type { Address } from '@asterism/server-kit/listen';
import type { StartFailure } from '@asterism/server-kit/start-failure';

const WEB_DIST = join(import.meta.dirname, '..', '..', 'web', 'dist');

const port = z.pipe(
  z.string().check(z.regex(/^\d{1,5}$/, 'must be a port number')),
  z.pipe(
    z.transform((text: string) => Number(text)),
    z.number().check(z.maximum(65_535, 'must be a port number')),
  ),
);
const seconds = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/, 'must be a number of seconds, 999 at the most')),
  z.transform((text: string) => Number(text)),
);
const count = z.pipe(
  z.string().check(z.regex(/^[1-9]\d{0,6}$/, 'must be a number, 1 or more')),
  z.transform((text: string) => Number(text)),
);
/** `http://host:port`, and nothing after it. */
const origin = z.pipe(
  z.string(),
  z.transform((text: string, context) => {
    const url = URL.parse(text);
    const isOrigin =
      url !== null && ['http:', 'https:'].includes(url.protocol) && url.pathname === '/';
    if (isOrigin && url.search === '') return url.origin;
    context.issues.push({
      code: 'custom',
      message:
        'must be a URL such as https://asterism.example, with no path: Asterism has a host to itself',
      input: text,
    });
    return z.NEVER;
  }),
);
const isNetwork = (text: string): boolean => {
  const [address = '', bits = '0', ...rest] = text.split('/');
  const most = isIPv6(address) ? 128 : 32;
  return isIP(address) !== 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
};
/** Joined by commas. */
const list = z.pipe(
  z.string(),
  z.transform((text: string) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  ),
);
/** Addresses and networks. */
const networks = z.pipe(
  list,
  z
    .array(z.string())
    .check(
      z.refine(
        (parts) => parts.every(isNetwork),
        'must be addresses or networks such as 10.0.0.0/8',
      ),
    ),
);
const SWITCH = ['on', 'off'] as const;
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const environment = z.object({
  PORT: z.prefault(port, '8080'),
  HOST: z._default(z.string(), '127.0.0.1'),
  FEDERATION_URL: z.prefault(origin, 'http://127.0.0.1:8081'),
  ASTERISM_DATA_DIR: z._default(z.string(), '.data'),
  ASTERISM_SKIP_BACKUP: z.optional(z.string()),
  DATABASE_URL: z.optional(z.string()),
  ASTERISM_MASTER_KEY_FILE: z.optional(z.string()),
  SIMULATOR_CONTROL_URL: z.optional(origin),
  PUBLIC_URL: z.prefault(z.pipe(list, z.array(origin)), ''),
  TRUSTED_PROXIES: z.prefault(networks, ''),
  METRICS_PORT: z.optional(port),
  METRICS_HOST: z._default(z.string(), '127.0.0.1'),
  MAX_CONNECTIONS: z.prefault(count, String(CONNECTION_LIMITS.total)),
  MAX_CONNECTIONS_PER_ADDRESS: z.prefault(count, String(CONNECTION_LIMITS.perAddress)),
  DRAIN_SECONDS: z.prefault(seconds, '5'),
  HSTS: z._default(z.enum(SWITCH, { error: `must be one of ${SWITCH.join(', ')}` }), 'on'),
  WEB_DIST: z._default(z.string(), WEB_DIST),
  LOG_LEVEL: z._default(z.enum(LEVELS, { error: `must be one of ${LEVELS.join(', ')}` }), 'info'),
});

/** How the BFF is set up when it runs alone. */
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
  /** How long the port stays open, and `/ready` red, before the BFF closes. */
  readonly drainSeconds: number;
  /** Whether answers carry Strict-Transport-Security. */
  readonly hsts: boolean;
  readonly webDist: string;
  readonly logLevel: (typeof LEVELS)[number];
}

/** Reads the environment. An empty variable is one that is not set. */
export function readConfig(
  variables: NodeJS.ProcessEnv = process.env,
): Result<Config, StartFailure> {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environment.safeParse(given, { reportInput: true });
  if (!parsed.success) return err({ message: describeIssues(parsed.error.issues) });
  const { data } = parsed;
  return ok({
    port: data.PORT,
    host: data.HOST,
    federationUrl: data.FEDERATION_URL,
    dataDir: resolve(data.ASTERISM_DATA_DIR),
    skipBackup: data.ASTERISM_SKIP_BACKUP === '1',
    databaseUrl: data.DATABASE_URL,
    masterKeyFile: data.ASTERISM_MASTER_KEY_FILE,
    simulatorControlUrl: data.SIMULATOR_CONTROL_URL,
    publicUrls: data.PUBLIC_URL,
    trustedProxies: data.TRUSTED_PROXIES,
    metrics:
      data.METRICS_PORT === undefined
        ? undefined
        : { host: data.METRICS_HOST, port: data.METRICS_PORT },
    connectionLimits: {
      total: data.MAX_CONNECTIONS,
      perAddress: data.MAX_CONNECTIONS_PER_ADDRESS,
    },
    drainSeconds: data.DRAIN_SECONDS,
    hsts: data.HSTS === 'on',
    webDist: resolve(data.WEB_DIST),
    logLevel: data.LOG_LEVEL,
  });
}
