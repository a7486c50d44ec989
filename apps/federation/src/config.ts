import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ConnectionLimits } from '@asterism/server-kit/connection-limits';
import { parseNetwork, parsePortRange, type PortRange } from './cluster-client/address-policy.ts';
import { WALK_LIMITS, type WalkLimits } from './inventory/walk-limits.ts';
import { CONNECTION_LIMITS } from './listen.ts';

/** What an operator may set. */
export interface FederationConfig {
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL server; without it the database is embedded, in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir: string;
  /** Whether migrations are run without a backup of what they change. */
  readonly skipBackup?: boolean | undefined;
  /** Chosen passwords. */
  readonly passwords?: {
    readonly admin?: string | undefined;
    readonly viewer?: string | undefined;
  };
  /** The project that the user `viewer` sees. */
  readonly viewerProject?: string | undefined;
  /** CIDRs that cluster endpoints may lie in; undefined is {@link defaultReach}. */
  readonly clusterNetworks?: readonly string[] | undefined;
  /** Ports of cluster endpoints; undefined is {@link defaultReach}. */
  readonly clusterPorts?: readonly PortRange[] | undefined;
  readonly masterKeyFile?: string | undefined;
  /** Addresses or CIDRs whose `X-Forwarded-For` and `X-Request-Id` are believed; the BFF's that proves itself are in any case. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Connections that may be open at once; undefined is {@link CONNECTION_LIMITS}. */
  readonly connectionLimits?: ConnectionLimits | undefined;
  /** How long the port stays open, and `/ready` red, before the federation closes. */
  readonly drainSeconds?: number | undefined;
  readonly logLevel?: string | undefined;
  /** What may be read of one cluster, where it is not {@link WALK_LIMITS}. */
  readonly clusterLimits?: Partial<WalkLimits> | undefined;
}

/** Where cluster endpoints may lie. */
export interface ClusterReach {
  readonly networks: readonly string[];
  readonly ports: readonly PortRange[];
}

const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'];
const LOOPBACK_NETWORKS = ['127.0.0.0/8', '::1/128'];

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * Private networks, port 443. A federation that is itself only reachable on its own machine is a trial: there the
 * clusters may be simulated, on any unprivileged port of the same machine.
 */
export function defaultReach(host: string): ClusterReach {
  const https = { from: 443, to: 443 };
  return isLoopback(host)
    ? {
        networks: [...PRIVATE_NETWORKS, ...LOOPBACK_NETWORKS],
        ports: [https, { from: 1024, to: 65_535 }],
      }
    : { networks: PRIVATE_NETWORKS, ports: [https] };
}

type Env = Readonly<Record<string, string | undefined>>;

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const MEGABYTE = 1024 * 1024;

/** The settings that are whole numbers: what each is when it is not set, and what it may be. */
const NUMBERS = {
  FEDERATION_MAX_CONNECTIONS: { otherwise: CONNECTION_LIMITS.total, least: 1, most: 9_999_999 },
  FEDERATION_MAX_CONNECTIONS_PER_ADDRESS: {
    otherwise: CONNECTION_LIMITS.perAddress,
    least: 1,
    most: 9_999_999,
  },
  ASTERISM_CLUSTER_MAX_VOLUMES: { otherwise: WALK_LIMITS.volumes, least: 1, most: 9_999_999 },
  ASTERISM_CLUSTER_MAX_MEGABYTES: {
    otherwise: WALK_LIMITS.text / MEGABYTE,
    least: 1,
    most: 9_999_999,
  },
  DRAIN_SECONDS: { otherwise: 5, least: 0, most: 999 },
} as const;
type NumberName = keyof typeof NUMBERS;

function readNumber(
  name: NumberName,
  text: string | undefined,
): Result<number, { message: string }> {
  const { otherwise, least, most } = NUMBERS[name];
  if (text === undefined) return ok(otherwise);
  const value = /^\d{1,7}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return ok(value);
  return err({ message: `${name} must be a number from ${least} to ${most}, and is "${text}".` });
}

function readNumbers(
  given: (name: string) => string | undefined,
): Result<
  Pick<FederationConfig, 'connectionLimits' | 'drainSeconds' | 'clusterLimits'>,
  { message: string }
> {
  const read = (name: NumberName) => readNumber(name, given(name));
  const total = read('FEDERATION_MAX_CONNECTIONS');
  if (!total.ok) return total;
  const perAddress = read('FEDERATION_MAX_CONNECTIONS_PER_ADDRESS');
  if (!perAddress.ok) return perAddress;
  const volumes = read('ASTERISM_CLUSTER_MAX_VOLUMES');
  if (!volumes.ok) return volumes;
  const megabytes = read('ASTERISM_CLUSTER_MAX_MEGABYTES');
  if (!megabytes.ok) return megabytes;
  const drain = read('DRAIN_SECONDS');
  if (!drain.ok) return drain;
  return ok({
    connectionLimits: { total: total.value, perAddress: perAddress.value },
    drainSeconds: drain.value,
    clusterLimits: { volumes: volumes.value, text: megabytes.value * MEGABYTE },
  });
}

/** Reads the configuration from the environment; the message names the variable that is wrong. */
export function readConfig(env: Env = process.env): Result<FederationConfig, { message: string }> {
  const given = (name: string): string | undefined =>
    env[name] === undefined || env[name] === '' ? undefined : env[name];

  const port = given('FEDERATION_PORT') ?? '8081';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    return err({ message: `FEDERATION_PORT must be a port number, and is "${port}".` });
  }
  const networks = given('ASTERISM_CLUSTER_NETWORKS');
  const badNetwork = listOf(networks ?? '').find((text) => parseNetwork(text) === undefined);
  if (badNetwork !== undefined) {
    return err({
      message: `ASTERISM_CLUSTER_NETWORKS must be CIDRs joined by commas; "${badNetwork}" is none.`,
    });
  }
  const ports = given('ASTERISM_CLUSTER_PORTS');
  const badPort = listOf(ports ?? '').find((text) => parsePortRange(text) === undefined);
  if (badPort !== undefined) {
    return err({
      message: `ASTERISM_CLUSTER_PORTS must be ports or ranges joined by commas; "${badPort}" is none.`,
    });
  }
  const proxies = listOf(given('ASTERISM_TRUSTED_PROXIES') ?? '');
  const badProxy = proxies.find((text) => parseNetwork(text) === undefined);
  if (badProxy !== undefined) {
    return err({
      message: `ASTERISM_TRUSTED_PROXIES must be CIDRs joined by commas; "${badProxy}" is none.`,
    });
  }
  const numbers = readNumbers(given);
  if (!numbers.ok) return numbers;
  const logLevel = given('LOG_LEVEL') ?? 'info';
  if (!LEVELS.includes(logLevel)) {
    return err({ message: `LOG_LEVEL must be one of ${LEVELS.join(', ')}, and is "${logLevel}".` });
  }
  return ok({
    ...numbers.value,
    port: Number(port),
    host: given('FEDERATION_HOST') ?? '127.0.0.1',
    databaseUrl: given('DATABASE_URL'),
    dataDir: given('ASTERISM_DATA_DIR') ?? '.data',
    skipBackup: given('ASTERISM_SKIP_BACKUP') === '1',
    passwords: {
      admin: given('ASTERISM_ADMIN_PASSWORD'),
      viewer: given('ASTERISM_VIEWER_PASSWORD'),
    },
    viewerProject: given('ASTERISM_VIEWER_PROJECT'),
    clusterNetworks: networks === undefined ? undefined : listOf(networks),
    clusterPorts:
      ports === undefined
        ? undefined
        : listOf(ports)
            .map(parsePortRange)
            .filter((range) => range !== undefined),
    masterKeyFile: given('ASTERISM_MASTER_KEY_FILE'),
    trustedProxies: proxies,
    logLevel,
  });
}
