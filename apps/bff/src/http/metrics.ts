import type { ServerResponse } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { DropReason } from '@asterism/server-kit/connection-limits';
import { createMetricsRegistry, type MetricsRegistry } from '@asterism/server-kit/metrics';

export interface Metrics extends Pick<MetricsRegistry, 'serve'> {
  readonly measure: RequestHandler;
  /** Measures a request until its response has closed. */
  watch(response: ServerResponse, method: string, routeOf: () => string): void;
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
  let underWay = 0;
  const underWayGauge = new Gauge({
    name: 'asterism_bff_requests_under_way',
    help: 'Requests that are being answered, event streams included.',
    registers: [],
    collect() {
      this.set(underWay);
    },
  });
  registry.registerMetric(underWayGauge);
  const dropped = new Counter({
    name: 'asterism_bff_connections_dropped_total',
    help: 'Connections that were dropped because too many were open, of all or of one address, or after too many requests were sent at once.',
    labelNames: ['limit'],
    registers: [registry],
  });
  const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE']);

  function watch(response: ServerResponse, method: string, routeOf: () => string): void {
    const startedAt = performance.now();
    underWay += 1;
    response.once('close', () => {
      underWay -= 1;
      const seconds = (performance.now() - startedAt) / 1000;
      durations.observe({ method, route: routeOf(), status: response.statusCode }, seconds);
    });
  }

  return {
    watch,
    measure: (request, response, next) => {
      const method = METHODS.has(request.method) ? request.method : 'other';
      watch(response, method, () => {
        const route: unknown = response.locals['route'];
        return typeof route === 'string' ? route : 'console';
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
