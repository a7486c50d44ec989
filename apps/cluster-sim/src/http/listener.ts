import { once } from 'node:events';
import type { Server } from 'node:http';
import { err, ok, type Result } from '@asterism/api-types/common/result';

/** How long requests in flight may still take when a listener goes down. */
const CLOSE_GRACE_MS = 1000;

function explain(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is already in use`;
  if (code === 'EACCES') return `port ${port} on ${host} may not be opened by this user`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is not an address of this machine`;
  return `port ${port} on ${host} cannot be opened: ${String(error)}`;
}

/** Listens; gives the port that it got (0 asks for a free one), or one line on why it could not. */
export async function listen(
  server: Server,
  host: string,
  port: number,
): Promise<Result<number, string>> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return err(explain(error, host, port));
  }
  const address = server.address();
  return ok(typeof address === 'object' && address !== null ? address.port : port);
}

/** Stops listening; resolves when no connection is left. Requests in flight have a second to end. */
export async function shut(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(cut);
}
