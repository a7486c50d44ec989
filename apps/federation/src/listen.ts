import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { acceptAsGateway } from '@asterism/api-server/accept-as-gateway';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';

/** A server that listens, and has nobody yet who answers. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly url: string;
  /** Accepts nothing new, and waits for what is running; what lasts longer than a while is cut off. */
  close(): Promise<void>;
}

const HEADERS_MS = 10_000;
const REQUEST_MS = 30_000;
/** Longer than callers keep idle connections, so that none of them sends on one that is being closed. */
const KEEP_ALIVE_MS = 75_000;
const DRAIN_MS = 5000;

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program; set FEDERATION_PORT to a port that is free',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is not an address of this machine',
};

/** Takes the port; the message of the failure names it. */
export async function listen(address: {
  readonly host: string;
  readonly port: number;
}): Promise<Result<Listening, { readonly message: string }>> {
  const server = createServer({
    headersTimeout: HEADERS_MS,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  acceptAsGateway(server);
  try {
    server.listen(address.port, address.host);
    await once(server, 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const what = REASONS[code] ?? `cannot be used (${code})`;
    return err({ message: `${formatEndpoint(address)} ${what}.` });
  }
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : address.port;
  return ok({
    server,
    port,
    url: `http://${formatEndpoint({ host: address.host, port })}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(cut);
    },
  });
}
