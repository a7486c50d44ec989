import type { RequestHandler, Response } from 'express';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { DropReason } from '@asterism/server-kit/connection-limits';
import { createMetricsRegistry, type MetricsRegistry } from '@asterism/server-kit/metrics';

export interface Metrics extends Pick<MetricsRegistry, 'serve'> {
  readonly measure: RequestHandler;
  /** Sets the route label of a request; without it, the request counts as one for the console's files. */
  nameRoute(response: Response, name: string): void;
  /** Reads the number of open event streams from `count` at each scrape. */
  watchStreams(count: () => number): void;
  /** Counts a dropped connection by the limit that it exceeded. */
  connectionDropped(limit: DropReason): void;
}

export function createMetrics(): Metrics {
  const { registry, serve } = createMetricsRegistry();
  const durations = new Histogram({
    name: 'asterism_bff_request_duration_seconds',
    help: 'Duration of requests by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  const underWay = new Gauge({
    name: 'asterism_bff_requests_under_way',
    help: 'Requests that are being answered, event streams included.',
    registers: [registry],
  });
  const dropped = new Counter({
    name: 'asterism_bff_connections_dropped_total',
    help: 'Connections that were dropped because too many were open, of all or of one address, or after too many requests were sent at once.',
    labelNames: ['limit'],
    registers: [registry],
  });
  const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

  return {
    measure: (request, response, next) => {
      const method = METHODS.has(request.method) ? request.method : 'other';
      const end = durations.startTimer({ method });
      underWay.inc();
      response.once('close', () => {
        underWay.dec();
        const route: unknown = response.locals['route'];
        end({ route: typeof route === 'string' ? route : 'console', status: response.statusCode });
      });
      next();
    },
    serve,
    connectionDropped: (limit) => dropped.inc({ limit }),
    nameRoute: ({ locals }, name) => {
      locals['route'] = name;
    },
    watchStreams: (count) => {
      registry.registerMetric(
        new Gauge({
          name: 'asterism_bff_event_streams',
          help: 'Open event streams to browsers.',
          registers: [],
          collect() {
            this.set(count());
          },
        }),
      );
    },
  };
}
