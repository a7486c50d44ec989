import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { X509Certificate } from 'node:crypto';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { generate } from 'selfsigned';

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
  readonly fingerprint: string;
}

/** A self-signed certificate as Lightbits clusters have it: no name to check. */
export async function makeCertificate(): Promise<KeyPair> {
  const pem = await generate([{ name: 'commonName', value: 'api.service' }], { keyType: 'ec' });
  return {
    key: pem.private,
    cert: pem.cert,
    fingerprint: new X509Certificate(pem.cert).fingerprint256,
  };
}

export const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on a port');
  return address.port;
};

export interface TestServer {
  readonly endpoint: string;
  readonly port: number;
  readonly fingerprint: string;
  /** How many TCP connections were opened. */
  connections(): number;
  /** The requests that arrived, as `METHOD url`. */
  readonly requests: string[];
  /** The Authorization headers that arrived. */
  readonly tokens: string[];
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A real https server on loopback. */
export async function startTlsServer(
  answer: Answer,
  options: { certificate?: KeyPair; port?: number } = {},
): Promise<TestServer> {
  const certificate = options.certificate ?? (await makeCertificate());
  const requests: string[] = [];
  const tokens: string[] = [];
  let connections = 0;
  const server = createHttpsServer(
    { key: certificate.key, cert: certificate.cert },
    (request, response) => {
      requests.push(`${request.method} ${request.url}`);
      tokens.push(request.headers.authorization ?? '');
      answer(request, response);
    },
  );
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    endpoint: `127.0.0.1:${port}`,
    port,
    fingerprint: certificate.fingerprint,
    connections: () => connections,
    requests,
    tokens,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A TCP listener that nobody should ever reach. */
export async function startTrap(host: string) {
  let connections = 0;
  const server = createTcpServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, host);
  await once(server, 'listening');
  return {
    port: portOf(server),
    connections: () => connections,
    async close() {
      server.close();
      await once(server, 'close');
    },
  };
}

export const replyJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};
