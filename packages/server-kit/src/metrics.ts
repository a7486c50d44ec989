import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { createHttpServer, type HttpServer } from './http-server.ts';

/** The metrics of a process. Names and counts only, no secrets. */
export interface MetricsRegistry {
  readonly registry: Registry;
  /** Responds with all metrics, in the format of Prometheus. */
  readonly serve: (response: ServerResponse) => void;
}

/** Creates a registry that includes Node's own metrics. */
export function createMetricsRegistry(): MetricsRegistry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    serve: (response) => {
      registry
        .metrics()
        .then((text) => {
          response.setHeader('Content-Type', registry.contentType);
          response.setHeader('Cache-Control', 'no-store');
          response.end(text);
        })
        .catch(() => response.destroy());
    },
  };
}

/** For Prometheus, and for people who open it. */
const LIMITS = { total: 64, perAddress: 64 };

export interface MetricsServerOptions {
  readonly metrics: Pick<MetricsRegistry, 'serve'>;
  readonly refuse: (response: ServerResponse, failed: Failure) => void;
  readonly log: Logger;
}

/** The server of `/metrics` on a separate port, so that access to the other port does not include it. */
export const createMetricsServer = ({ metrics, refuse, log }: MetricsServerOptions): HttpServer =>
  createHttpServer(
    (request, response) => {
      const [path] = (request.url ?? '').split('?', 1);
      if (request.method === 'GET' && path === '/metrics') return metrics.serve(response);
      return refuse(response, failure('notFound', 'There is nothing at this path.'));
    },
    {
      limits: LIMITS,
      trustedProxies: [],
      refuse,
      onDropped: () => undefined,
      onError: (error) => log.error({ err: error }, 'the port of the metrics failed'),
    },
  );
