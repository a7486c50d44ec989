import { z } from 'zod/mini';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { ConnectionLimits } from '@asterism/server-kit/connection-limits';
import {
  readSettings,
  type Environment,
  type SettingsShape,
  type WithWarnings,
} from '@asterism/server-kit/settings/read-settings';
import {
  count,
  list,
  networks,
  port,
  ratio,
  type LogLevel,
} from '@asterism/server-kit/settings/setting-fields';
import { SHARED_SETTINGS } from '@asterism/server-kit/settings/shared-settings';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import { PROVISIONING_THRESHOLD } from '@asterism/api-types/rules/capacity';
import { parsePortRange, type PortRange } from './cluster-client/address-policy.ts';
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
  /** Ports of the exporters of their nodes; undefined is {@link defaultReach}. */
  readonly exporterPorts?: readonly PortRange[] | undefined;
  readonly masterKeyFile?: string | undefined;
  /** Addresses or CIDRs whose `X-Forwarded-For` and `X-Request-Id` are believed; the BFF's that proves itself are in any case. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** Connections that may be open at once; undefined is {@link CONNECTION_LIMITS}. */
  readonly connectionLimits?: ConnectionLimits | undefined;
  /** How long the port stays open, and `/ready` red, before the federation closes. */
  readonly drainSeconds?: number | undefined;
  readonly logLevel?: LogLevel | undefined;
  /** What may be read of one cluster, where it is not {@link WALK_LIMITS}. */
  readonly clusterLimits?: Partial<WalkLimits> | undefined;
  /** The provisioning ratio above which a cluster is over-provisioned; undefined is {@link PROVISIONING_THRESHOLD}. */
  readonly provisioningThreshold?: number | undefined;
}

/** Where cluster endpoints, and the exporters of their nodes, may lie. */
export interface ClusterReach {
  readonly networks: readonly string[];
  readonly ports: readonly PortRange[];
  readonly exporterPorts: readonly PortRange[];
}

const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fd00::/8'];
const LOOPBACK_NETWORKS = ['127.0.0.0/8', '::1/128'];

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host.startsWith('127.');

/**
 * Private networks, port 443, and 8090 for exporters. A federation that is itself only reachable on its own machine is a trial: there the
 * clusters may be simulated, on any unprivileged port of the same machine.
 */
export function defaultReach(host: string): ClusterReach {
  const https = { from: 443, to: 443 };
  const exporter = { from: 8090, to: 8090 };
  const unprivileged = { from: 1024, to: 65_535 };
  return isLoopback(host)
    ? {
        networks: [...PRIVATE_NETWORKS, ...LOOPBACK_NETWORKS],
        ports: [https, unprivileged],
        exporterPorts: [unprivileged],
      }
    : { networks: PRIVATE_NETWORKS, ports: [https], exporterPorts: [exporter] };
}

const MEGABYTE = 1024 * 1024;

/** The federation's settings, as the environment has them. */
export const SETTINGS = {
  ASTERISM_FEDERATION_PORT: z.prefault(port, '8081'),
  ASTERISM_FEDERATION_HOST: z._default(z.string(), '127.0.0.1'),
  ASTERISM_FEDERATION_MAX_CONNECTIONS: z.prefault(count, String(CONNECTION_LIMITS.total)),
  ASTERISM_FEDERATION_MAX_CONNECTIONS_PER_ADDRESS: z.prefault(
    count,
    String(CONNECTION_LIMITS.perAddress),
  ),
  ASTERISM_FEDERATION_TRUSTED_PROXIES: z.prefault(networks, ''),
  ASTERISM_CLUSTER_NETWORKS: z.optional(networks),
  ASTERISM_CLUSTER_PORTS: z.optional(
    list(parsePortRange, 'ports or ranges of ports such as 443 or 9443-9449'),
  ),
  ASTERISM_CLUSTER_EXPORTER_PORTS: z.optional(
    list(parsePortRange, 'ports or ranges of ports such as 8090 or 9100-9199'),
  ),
  ASTERISM_CLUSTER_MAX_VOLUMES: z.prefault(count, String(WALK_LIMITS.volumes)),
  ASTERISM_CLUSTER_MAX_MEGABYTES: z.prefault(count, String(WALK_LIMITS.text / MEGABYTE)),
  ASTERISM_CLUSTER_PROVISIONING_THRESHOLD: z.prefault(ratio, String(PROVISIONING_THRESHOLD)),
  ASTERISM_ADMIN_PASSWORD: z.optional(z.string()),
  ASTERISM_VIEWER_PASSWORD: z.optional(z.string()),
  ASTERISM_VIEWER_PROJECT: z.optional(z.string()),
  ...SHARED_SETTINGS,
} satisfies SettingsShape;

/** Reads the configuration from the environment; the message names the variables that are wrong. */
export function readConfig(
  env: Environment = process.env,
): Result<WithWarnings<FederationConfig>, StartFailure> {
  const read = readSettings(SETTINGS, env);
  if (!read.ok) return read;
  const { settings, warnings } = read.value;
  return ok({
    warnings,
    config: {
      port: settings.ASTERISM_FEDERATION_PORT,
      host: settings.ASTERISM_FEDERATION_HOST,
      databaseUrl: settings.ASTERISM_DATABASE_URL,
      dataDir: settings.ASTERISM_DATA_DIR,
      skipBackup: settings.ASTERISM_SKIP_BACKUP,
      passwords: {
        admin: settings.ASTERISM_ADMIN_PASSWORD,
        viewer: settings.ASTERISM_VIEWER_PASSWORD,
      },
      viewerProject: settings.ASTERISM_VIEWER_PROJECT,
      clusterNetworks: settings.ASTERISM_CLUSTER_NETWORKS,
      clusterPorts: settings.ASTERISM_CLUSTER_PORTS,
      exporterPorts: settings.ASTERISM_CLUSTER_EXPORTER_PORTS,
      masterKeyFile: settings.ASTERISM_MASTER_KEY_FILE,
      trustedProxies: settings.ASTERISM_FEDERATION_TRUSTED_PROXIES,
      connectionLimits: {
        total: settings.ASTERISM_FEDERATION_MAX_CONNECTIONS,
        perAddress: settings.ASTERISM_FEDERATION_MAX_CONNECTIONS_PER_ADDRESS,
      },
      drainSeconds: settings.ASTERISM_DRAIN_SECONDS,
      logLevel: settings.ASTERISM_LOG_LEVEL,
      clusterLimits: {
        volumes: settings.ASTERISM_CLUSTER_MAX_VOLUMES,
        text: settings.ASTERISM_CLUSTER_MAX_MEGABYTES * MEGABYTE,
      },
      provisioningThreshold: settings.ASTERISM_CLUSTER_PROVISIONING_THRESHOLD,
    },
  });
}
