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
/** Maximum size of all headers of a request together, in bytes. */
const HEADERS_MAX = 16 * 1024;
const CLOSE_MS = 8000;
/** Node waits a moment longer than the timeout that it announces to clients. */
const KEEP_ALIVE_MS = 5000;

export interface HttpServerOptions extends LimitConnectionsOptions {
  readonly arrival?: Arrival | undefined;
  readonly reading?: ReadingLimits | undefined;
  /** Milliseconds that an idle connection is kept. */
  readonly keepAliveMs?: number;
  /** Milliseconds that responses in progress may take to finish when the server closes. */
  readonly closeMs?: number;
  /** Responds to requests that are refused before the application sees them. */
  readonly refuse?: (response: ServerResponse, failed: Failure) => void;
  /** Receives errors of the port itself, such as a lack of file descriptors. The server keeps running. */
  readonly onError: (error: Error) => void;
}

/** A server with limits on the time and the resources that clients can take. */
export interface HttpServer {
  /** For {@link listen}, and for other events of connections. */
  readonly server: Server;
  /** From now on every response asks its client to disconnect; new connections are still accepted. */
  drain(): void;
  /** Accepts nothing new, waits for responses in progress, and aborts the rest after `closeMs`, or 8 s. */
  close(): Promise<void>;
}

function leaveAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/** Creates the server of an application; it does not listen yet. */
export function createHttpServer(serve: RequestListener, options: HttpServerOptions): HttpServer {
  const arrival = options.arrival ?? ARRIVAL;
  let isDraining = false;
  let isClosing = false;

  const turns = takeTurns(shareFairly(serve), {
    onTurn: (response) => {
      if (isDraining) leaveAfter(response);
    },
    // A response that had started before could not ask its client to disconnect.
    onIdle: (socket) => {
      if (isClosing) socket.end();
    },
    // Reading so much costs more than refusing it: without this, one client keeps the process busy.
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
  // Once it listens, an unhandled error would end the process; before that, `listen` reports it.
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
