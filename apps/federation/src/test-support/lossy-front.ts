import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { startTlsServer } from './tls-server.ts';

/** A TLS front of a cluster that can lose answers: the cluster does its work, and nobody hears of it. */
export async function startLossyFront(clusterEndpoint: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  let isOldGateway = false;
  const toLose: ((request: IncomingMessage) => boolean)[] = [];

  function forward(request: IncomingMessage, response: ServerResponse): void {
    const lost = toLose.findIndex((matches) => matches(request));
    if (lost >= 0) toLose.splice(lost, 1);
    const onward = httpsRequest(
      `https://${clusterEndpoint}${request.url}`,
      { agent, method: request.method, headers: { ...request.headers, host: clusterEndpoint } },
      (answer) => {
        if (lost < 0) {
          const { statusCode = 502 } = answer;
          const isMismatch = isOldGateway && statusCode === 412;
          response.writeHead(isMismatch ? 400 : statusCode, answer.headers);
          answer.pipe(response);
          return;
        }
        answer.resume();
        answer.once('end', () => request.socket.destroy());
      },
    );
    onward.once('error', () => request.socket.destroy());
    request.pipe(onward);
  }

  const server = await startTlsServer(forward);
  return {
    endpoint: server.endpoint,
    fingerprint: server.fingerprint,
    /** The answer to the next request with this method is lost. */
    loseNext(method: string): void {
      toLose.push((request) => request.method === method);
    },
    /** From now on a stale ETag is answered with 400, as the vendor's own gateway does (lightbits-api §1.4). */
    answerAsOldGateway(): void {
      isOldGateway = true;
    },
    async close() {
      await server.close();
      agent.destroy();
    },
  };
}
export type LossyFront = Awaited<ReturnType<typeof startLossyFront>>;
