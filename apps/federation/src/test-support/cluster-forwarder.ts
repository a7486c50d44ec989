import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';

/** Passes requests on to a cluster: for fronts that stand before it. */
export function createClusterForwarder(clusterEndpoint: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

  /** The cluster's answer. */
  function ask(request: IncomingMessage): Promise<IncomingMessage> {
    const onward = httpsRequest(`https://${clusterEndpoint}${request.url}`, {
      agent,
      method: request.method,
      headers: { ...request.headers, host: clusterEndpoint },
    });
    request.pipe(onward);
    return new Promise((resolve, reject) => {
      onward.once('response', resolve).once('error', reject);
    });
  }

  return {
    ask,
    /** Answers as the cluster does. */
    async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const forwarded = await ask(request);
      response.writeHead(forwarded.statusCode ?? 502, forwarded.headers);
      forwarded.pipe(response);
    },
    close: () => agent.destroy(),
  };
}
