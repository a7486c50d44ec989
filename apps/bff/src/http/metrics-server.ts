import type { Logger } from 'pino';
import { failure } from '@asterism/api-types/common/failure';
import { createHttpServer, type HttpServer } from '@asterism/server-kit/http-server';
import { pathOf } from './canonical-target.ts';
import type { Metrics } from './metrics.ts';
import { refuse } from './refuse.ts';

/** Prometheus, and who looks by hand. */
const LIMITS = { total: 64, perAddress: 64 };

/** The server of `/metrics`, apart from the console's: who may open the console need not see them. */
export function createMetricsServer(metrics: Pick<Metrics, 'serve'>, log: Logger): HttpServer {
  return createHttpServer(
    (request, response) => {
      if (request.method !== 'GET' || pathOf(request.url ?? '') !== '/metrics') {
        return refuse(response, failure('notFound', 'There is nothing at this path.'));
      }
      return metrics.serve(response);
    },
    {
      limits: LIMITS,
      trustedProxies: [],
      refuse,
      onDropped: () => undefined,
      onError: (error) => log.error({ err: error }, 'the port of the metrics failed'),
    },
  );
}
