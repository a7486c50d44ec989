import type { RequestListener } from 'node:http';
import { ok, type Result } from '@asterism/api-types/common/result';
import { createHttpServer, type HttpServer } from '@asterism/server-kit/http-server';
import { listen, type Address, type Listening } from '@asterism/server-kit/listen';
import type { ConnectionLimits, DropReason } from '@asterism/server-kit/connection-limits';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import type { Logger } from 'pino';

/**
 * One address has room for what one BFF on this machine needs: a connection for the events and some for requests. One
 * that cannot prove who it is needs one for each session. BFFs elsewhere are trusted proxies, and not counted.
 */
export const CONNECTION_LIMITS: ConnectionLimits = { total: 12_000, perAddress: 2048 };

/** Longer than clients keep idle connections, so that none of them sends on one that is being closed. */
const KEEP_ALIVE_MS = 75_000;

export interface FederationServerOptions {
  readonly address: Address;
  readonly limits: ConnectionLimits;
  readonly trustedProxies: readonly string[];
  readonly log: Logger;
}

const WARN_EVERY_MS = 10_000;

/** Whoever has one connection dropped can have thousands dropped: they share a line. */
function warnOfDrops(log: Logger): (reason: DropReason) => void {
  let connections = 0;
  let warnedAt = -Infinity;
  return (reason) => {
    connections += 1;
    if (performance.now() - warnedAt < WARN_EVERY_MS) return;
    log.warn({ reason, connections }, 'connections were dropped');
    warnedAt = performance.now();
    connections = 0;
  };
}

/** Takes the port; the message of the failure names it. */
export async function listenOn(
  serve: RequestListener,
  { address, limits, trustedProxies, log }: FederationServerOptions,
): Promise<Result<Listening & HttpServer, StartFailure>> {
  const http = createHttpServer(serve, {
    limits,
    trustedProxies,
    keepAliveMs: KEEP_ALIVE_MS,
    onDropped: warnOfDrops(log),
    onError: (error) => log.error({ err: error }, 'the port failed'),
  });
  const listening = await listen(http.server, address, {
    title: 'The federation',
    portSetting: 'ASTERISM_FEDERATION_PORT',
  });
  return listening.ok ? ok({ ...http, ...listening.value }) : listening;
}
