import type { RequestListener } from 'node:http';
import { createHttpServer, type HttpServer, type HttpServerOptions } from '../http-server.ts';
import { listen } from '../listen.ts';

/** A server that listens on a free port of this machine. */
export interface TestServer extends HttpServer {
  readonly port: number;
  readonly url: string;
  /** Errors of its port. */
  readonly errors: Error[];
}

export async function startTestServer(
  serve: RequestListener,
  options: Partial<HttpServerOptions> = {},
): Promise<TestServer> {
  const errors: Error[] = [];
  const http = createHttpServer(serve, {
    limits: { total: 1000, perAddress: 1000 },
    trustedProxies: [],
    arrival: { headers: 60_000, whole: 60_000 },
    onDropped: () => undefined,
    onError: (error) => errors.push(error),
    ...options,
  });
  const listening = await listen(
    http.server,
    { host: '127.0.0.1', port: 0 },
    { title: 'A test server' },
  );
  if (!listening.ok) throw new Error(listening.error.message);
  return { ...http, ...listening.value, errors };
}
