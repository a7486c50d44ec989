import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { acceptAsGateway } from '@asterism/api-server/accept-as-gateway';
import type { Failure } from '@asterism/api-types/common/failure';
import { limitConnections, type LimitConnectionsOptions } from './connection-limits.ts';
import { takeTurns } from './connection-turns.ts';
import { shareFairly } from './share-fairly.ts';
import { dropSlowReaders, READING_LIMITS, type ReadingLimits } from './slow-readers.ts';

/** How long a request may take to arrive, in milliseconds. */
export interface Arrival {
  readonly headers: number;
  readonly whole: number;
}

export const ARRIVAL: Arrival = { headers: 10_000, whole: 30_000 };
/** All headers of a request together, in bytes. */
const HEADERS_MAX = 16 * 1024;
const CLOSE_MS = 8000;
/** Node waits a moment longer than what it tells clients. */
const KEEP_ALIVE_MS = 5000;

export interface HttpServerOptions extends LimitConnectionsOptions {
  readonly arrival?: Arrival | undefined;
  readonly reading?: ReadingLimits | undefined;
  /** Milliseconds that a connection without a request is kept. */
  readonly keepAliveMs?: number;
  /** Milliseconds that answers under way may take to end when the server closes. */
  readonly closeMs?: number;
  /** Answers what is refused before the application sees it. */
  readonly refuse?: (response: ServerResponse, failed: Failure) => void;
  /** Gets what goes wrong with the port itself, such as a lack of file descriptors. The server goes on. */
  readonly onError: (error: Error) => void;
}

/** A server that waits for nobody for long, and holds no more of anything than it can. */
export interface HttpServer {
  /** For {@link listen}, and for what else may come on a connection. */
  readonly server: Server;
  /** From now on every answer asks its client to leave; new connections are still taken. */
  drain(): void;
  /** Takes nothing new, waits for answers under way, and cuts off what is still there after `closeMs`, or 8 s. */
  close(): Promise<void>;
}

function leaveAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/** Makes the server of an application; it does not listen yet. */
export function createHttpServer(serve: RequestListener, options: HttpServerOptions): HttpServer {
  const arrival = options.arrival ?? ARRIVAL;
  let isDraining = false;
  let isClosing = false;

  const turns = takeTurns(shareFairly(serve), {
    onTurn: (response) => {
      if (isDraining) leaveAfter(response);
    },
    // An answer that had begun before could not tell its client.
    onIdle: (socket) => {
      if (isClosing) socket.end();
    },
    // Reading so much costs more than refusing to: without this one client keeps the process busy with it.
    onOverflow: (socket) => gate.shutOut(socket),
  });
  const server = createServer(
    {
      headersTimeout: arrival.headers,
      requestTimeout: arrival.whole,
      connectionsCheckingInterval: arrival.headers / 5,
      keepAliveTimeout: options.keepAliveMs ?? KEEP_ALIVE_MS,
      maxHeaderSize: HEADERS_MAX,
    },
    turns.listener,
  );
  // Once it listens, an error that nobody hears would end the process; before, whoever has it listen is told.
  server.once('listening', () => server.on('error', options.onError));
  acceptAsGateway(server, options.refuse);
  const gate = limitConnections(server, options);
  dropSlowReaders(server, turns, options.reading ?? READING_LIMITS);

  function drain(): void {
    isDraining = true;
    for (const [, response] of turns.underWay()) leaveAfter(response);
  }
  return {
    server,
    drain,
    async close() {
      if (!server.listening) return;
      drain();
      isClosing = true;
      const closed = once(server, 'close');
      server.close();
      const cut = setTimeout(() => server.closeAllConnections(), options.closeMs ?? CLOSE_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}
