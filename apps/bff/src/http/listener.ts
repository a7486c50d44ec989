import { once } from 'node:events';
import type { Server } from 'node:http';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { StartFailure } from '../start-failure.ts';

/** How long requests under way may take to end when the server closes, in milliseconds. */
const DRAIN_MS = 8000;

export interface Address {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is taken';
    case 'EACCES':
      return 'this needs more rights';
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return 'this machine has no such address';
    default:
      return String(error);
  }
}

/** Starts to listen; the URL under which the server can be reached. `what` listens is told when it cannot. */
export async function listen(
  server: Server,
  { host, port }: Address,
  what = 'The console',
): Promise<Result<string, StartFailure>> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    return err({ message: `${what} cannot listen on ${host}:${port}: ${reasonOf(error)}.` });
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return ok(`http://${host.includes(':') ? `[${host}]` : host}:${actual}`);
}

/** Takes no new requests, waits for those under way, and cuts off what is still there after 8 s. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(cut);
}
