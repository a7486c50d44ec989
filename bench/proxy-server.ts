import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request as httpRequest, type RequestListener } from 'node:http';
import express from 'express';
import { createProxyMiddleware } from 'http-proxy-middleware';
import { z } from 'zod/mini';

/**
 * What one of these processes is: the other side of the proxies, with answers of its own or with that of a file, or a proxy
 * to compare ours with.
 */
export const ROLES = ['upstream', 'file', 'http-proxy-middleware', 'node:http'] as const;

/** The two answers that are fetched: one small, and one of a thousand volumes. */
export const ANSWERS = {
  '2 KB': '/api/v2/volumes/11111111-1111-4111-8111-111111111111',
  '400 KB': '/api/v2/volumes?limit=1000',
} as const;

const volume = (bytes: number): string =>
  JSON.stringify({ name: 'v', acl: { values: [] }, label: 'n'.repeat(bytes - 40) });
const BODIES = new Map<string, Buffer>([
  [ANSWERS['2 KB'], Buffer.from(volume(2048))],
  [ANSWERS['400 KB'], Buffer.from(`{"volumes":[${Array(1000).fill(volume(400)).join(',')}]}`)],
]);

/** What the BFF asks the federation when somebody signs in. */
const OWN = new Map<string, unknown>([
  ['/api/v2/cflogin', { tokenType: 'Bearer', expiresIn: '86400', idToken: 'a-token' }],
  ['/api/v2/fleet/whoami', { subject: 'admin', roles: ['system:cluster-admin'] }],
  ['/api/v2/fleet/revoke-token', {}],
  ['/ready', { status: 'ready' }],
]);

/** Has its answers ready, so that it costs as little as it can. */
const serveAnswers: RequestListener = (request, response) => {
  const body =
    BODIES.get(request.url ?? '') ?? Buffer.from(JSON.stringify(OWN.get(request.url ?? '') ?? {}));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
};

function serveFile(path: string): RequestListener {
  const body = readFileSync(path);
  const head = { 'content-type': 'application/json', 'content-length': body.length };
  return (_request, response) => {
    response.writeHead(200, head);
    response.end(body);
  };
}

/** As few lines as a proxy can have. */
function pipeTo(target: string): RequestListener {
  const { hostname: host, port } = new URL(target);
  const agent = new Agent({ keepAlive: true });
  return (request, response) => {
    const { method, url: path, headers } = request;
    const sent = httpRequest({ host, port, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(sent);
  };
}

const ordered = z.tuple([z.enum(ROLES), z.string()]);

const SERVE: Readonly<Record<(typeof ROLES)[number], (target: string) => RequestListener>> = {
  upstream: () => serveAnswers,
  file: serveFile,
  'node:http': pipeTo,
  'http-proxy-middleware': (target) =>
    express().use(createProxyMiddleware({ target, changeOrigin: true })),
};

if (import.meta.main) {
  const [role, target] = ordered.parse(process.argv.slice(2));
  // As long as the federation keeps its connections.
  const options = { keepAliveTimeout: 60_000 };
  const server = createServer(options, SERVE[role](target)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
}
