import type { IncomingMessage, ServerResponse } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { startTlsServer } from './tls-server.ts';

/** What becomes of the answer to a request. */
export type Loss =
  | 'reset'
  | 'no answer'
  | 'cut'
  | '500'
  | '502 of a proxy'
  | '504 of a proxy'
  | 'invalid data';

const SPOILT: Record<Loss, (request: IncomingMessage, response: ServerResponse) => void> = {
  reset: (request) => void request.socket.destroy(),
  'no answer': () => undefined,
  cut(request, response) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"UUID":"');
    setImmediate(() => request.socket.destroy());
  },
  '500'(_request, response) {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.end('{"error":"it broke","code":13,"message":"it broke"}');
  },
  '502 of a proxy'(_request, response) {
    response.writeHead(502, { 'content-type': 'text/html' });
    response.end('<html><h1>502 Bad Gateway</h1></html>');
  },
  '504 of a proxy'(_request, response) {
    response.writeHead(504, { 'content-type': 'text/html' });
    response.end('<html><h1>504 Gateway Time-out</h1></html>');
  },
  'invalid data'(_request, response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('OK');
  },
};

interface Spoil {
  readonly method: string;
  /** What the path or the body of the request must have in it. */
  readonly about?: string;
  readonly loss: Loss;
  /** Whether the cluster does its work all the same. */
  readonly isDone?: boolean;
}

/** A TLS front of a cluster that can lose answers: the cluster does its work, or does not, and the answer is lost. */
export async function startLossyFront(clusterEndpoint: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  let isOldGateway = false;
  let toSpoil: Spoil[] = [];

  function take({ method, url }: IncomingMessage, body: Buffer): Spoil | undefined {
    const spoil = toSpoil.find(
      (one) => one.method === method && `${url} ${body.toString()}`.includes(one.about ?? ''),
    );
    toSpoil = toSpoil.filter((one) => one !== spoil);
    return spoil;
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const spoil = take(request, body);
    if (spoil?.isDone === false) return SPOILT[spoil.loss](request, response);
    const onward = httpsRequest(
      `https://${clusterEndpoint}${request.url}`,
      { agent, method: request.method, headers: { ...request.headers, host: clusterEndpoint } },
      (answer) => {
        if (spoil === undefined) {
          const { statusCode = 502 } = answer;
          const isMismatch = isOldGateway && statusCode === 412;
          response.writeHead(isMismatch ? 400 : statusCode, answer.headers);
          answer.pipe(response);
          return;
        }
        answer.resume();
        answer.once('end', () => SPOILT[spoil.loss](request, response));
      },
    );
    onward.once('error', () => request.socket.destroy());
    onward.end(body);
  }

  const server = await startTlsServer((request, response) => {
    forward(request, response).catch(() => request.socket.destroy());
  });
  return {
    endpoint: server.endpoint,
    fingerprint: server.fingerprint,
    /** The answer to the next request of the kind is spoilt. */
    spoil: (spoil: Spoil) => void toSpoil.push(spoil),
    /** The answer to the next request with this method is lost. */
    loseNext: (method: string) => void toSpoil.push({ method, loss: 'reset' }),
    /** Nothing more is spoilt. */
    forget(): void {
      toSpoil = [];
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
