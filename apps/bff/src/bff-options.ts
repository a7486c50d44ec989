import type { Logger } from 'pino';
import type { Database } from '@asterism/database/database';
import type { ConnectionLimits } from '@asterism/server-kit/connection-limits';
import type { Arrival } from '@asterism/server-kit/http-server';
import type { Address } from '@asterism/server-kit/listen';
import type { BackOff } from './events/fleet-connection.ts';
import type { DocumentationTimes } from './proxy/documentation-routes.ts';
import type { Deadlines } from './proxy/proxy-routes.ts';
import type { Clock } from './session/clock.ts';
import type { SessionLimits } from './session/session-limits.ts';

/** What a BFF is started with. */
export interface BffOptions {
  readonly port: number;
  readonly host: string;
  /** `http://host:port`, without a path. */
  readonly federationUrl: string;
  /** Where the key lies, and without `database` and `databaseUrl` the sessions too. */
  readonly dataDir: string;
  /** An open database to share; it stays open when the BFF closes. */
  readonly database?: Database | undefined;
  readonly databaseUrl?: string | undefined;
  /** Whether migrations are run without a backup of what they change. */
  readonly skipBackup?: boolean | undefined;
  readonly masterKeyFile?: string | undefined;
  /** Enables the demo's routes. */
  readonly simulatorControlUrl?: string | undefined;
  /** The built console. */
  readonly webDist: string;
  /** `https://host`: under which people open the console, when it is not this machine's address. */
  readonly publicUrls?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Where Prometheus finds the metrics; without it they are served nowhere. */
  readonly metrics?: Address | undefined;
  readonly connectionLimits?: ConnectionLimits;
  /** Whether answers carry Strict-Transport-Security; else the reverse proxy adds it. */
  readonly hsts?: boolean;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly sessionLimits?: SessionLimits;
  readonly deadlines?: Deadlines;
  readonly backOff?: BackOff;
  readonly heartbeatMs?: number;
  /** Milliseconds between attempts to revoke what the federation could not be told of. */
  readonly revokeRetryMs?: number;
  readonly arrival?: Arrival;
  readonly documentationTimes?: DocumentationTimes;
  /**
   * Waited for when the BFF closes: `/ready` is red by then, and the port still open, so that a load balancer can turn
   * away before anybody is turned away. Without it the port closes at once.
   */
  readonly drained?: () => Promise<void>;
}
