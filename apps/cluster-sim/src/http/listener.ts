import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { acceptAsGateway } from '@asterism/api-server/accept-as-gateway';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { listen } from '@asterism/server-kit/listen';

/** How long requests in flight may still take when a listener goes down. */
const CLOSE_GRACE_MS = 1000;

/** A server's port: open, closed and open again. */
export interface Listener {
  readonly isOpen: boolean;
  /** Listens; gives the port that it got (0 asks for a free one), or one line on why it could not. */
  open(host: string, port: number): Promise<Result<number, string>>;
  /** Ends every connection at once; new ones are welcome. */
  dropConnections(): void;
  /** Stops listening; resolves when no connection is left. Requests in flight have a second to end. */
  close(): Promise<void>;
}

/** `title` says what listens, when it cannot. */
export function createListener(server: Server, title: string): Listener {
  acceptAsGateway(server);
  // Node's closeAllConnections does not know of those that are still shaking hands.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const dropConnections = (): void => {
    for (const socket of sockets) socket.destroy();
  };

  return {
    get isOpen() {
      return server.listening;
    },
    async open(host, port) {
      const listening = await listen(server, { host, port }, { title });
      return listening.ok ? ok(listening.value.port) : err(listening.error.message);
    },
    dropConnections,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const cut = setTimeout(dropConnections, CLOSE_GRACE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
