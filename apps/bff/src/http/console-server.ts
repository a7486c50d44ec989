import { createServer, type RequestListener, type Server } from 'node:http';
import { limitConnections, type LimitConnectionsOptions } from './connection-limits.ts';
import { addRawAnswers } from './raw-answers.ts';

/** How long a request may take to arrive, in milliseconds. */
export interface Arrival {
  readonly headers: number;
  readonly whole: number;
}

export const ARRIVAL: Arrival = { headers: 10_000, whole: 30_000 };

export interface ConsoleServerOptions extends LimitConnectionsOptions {
  readonly arrival: Arrival;
}

/** The server that browsers connect to: it waits for nobody for long, and holds no more connections than it can. */
export function createConsoleServer(app: RequestListener, options: ConsoleServerOptions): Server {
  const { arrival } = options;
  const timeouts = {
    headersTimeout: arrival.headers,
    requestTimeout: arrival.whole,
    connectionsCheckingInterval: arrival.headers / 5,
  };
  const server = createServer(timeouts, app);
  addRawAnswers(server);
  limitConnections(server, options);
  return server;
}
