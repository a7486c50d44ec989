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

export interface BffOptions {
  readonly port: number;
  readonly host: string;
  /** `http://host:port`, without a path. */
  readonly federationUrl: string;
  /** Directory of the key and, without `database` and `databaseUrl`, of the sessions. */
  readonly dataDir: string;
  /** An open database to share; it stays open when the BFF closes. */
  readonly database?: Database | undefined;
  readonly databaseUrl?: string | undefined;
  /** Skips the backup before migrations. */
  readonly skipBackup?: boolean | undefined;
  readonly masterKeyFile?: string | undefined;
  readonly simulatorControlUrl?: string | undefined;
  /** Directory of the built console. */
  readonly webDist: string;
  /** The `https://host` at which people open the console, when it is not an address of this machine. */
  readonly publicUrls?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Where Prometheus scrapes the metrics; when undefined, they are not served. */
  readonly metrics?: Address | undefined;
  readonly connectionLimits?: ConnectionLimits;
  /** Whether responses carry Strict-Transport-Security; otherwise the reverse proxy adds it. */
  readonly hsts?: boolean;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly sessionLimits?: SessionLimits;
  readonly deadlines?: Deadlines;
  readonly backOff?: BackOff;
  readonly heartbeatMs?: number;
  /** Milliseconds between attempts to revoke tokens at the federation. */
  readonly revokeRetryMs?: number;
  readonly arrival?: Arrival;
  readonly documentationTimes?: DocumentationTimes;
  /**
   * Awaited before the BFF closes. Meanwhile `/ready` fails but the port stays open, so that a load balancer can stop
   * sending requests before any is refused. Without it, the port closes at once.
   */
  readonly drained?: () => Promise<void>;
}
