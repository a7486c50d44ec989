import { createServer, type Server } from 'node:http';
import { acceptAsGateway } from '@asterism/api-server/accept-as-gateway';
import { failure } from '@asterism/api-types/common/failure';
import { pathOf } from './canonical-target.ts';
import type { Metrics } from './metrics.ts';
import { refuse } from './refuse.ts';

/** The server of `/metrics`, apart from the console's: who may open the console need not see them. */
export function createMetricsServer(metrics: Pick<Metrics, 'serve'>): Server {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || pathOf(request.url ?? '') !== '/metrics') {
      return refuse(response, failure('notFound', 'There is nothing at this path.'));
    }
    return metrics.serve(response);
  });
  acceptAsGateway(server, refuse);
  return server;
}
