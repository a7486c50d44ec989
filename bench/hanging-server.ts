import { once } from 'node:events';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod/mini';
import { fingerprintOf, generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { listLargeClusters } from './many-volumes.ts';
import type { ServedCluster } from './synchronise.ts';

/** What clusters do that hang: take a connection and say nothing, take a request and say nothing, or begin an answer. */
const WAYS = ['no handshake', 'no answer', 'half an answer'] as const;

/**
 * A thread of its own, given how many clusters answer and how many hang: each is a server of its own, by https. Those that hang
 * come last.
 */
const [answering, hanging] = z.tuple([z.number(), z.number()]).parse(workerData);
if (parentPort === null) throw new Error('not started as a thread');
const certificate = await generateCertificate();
const [listing] = listLargeClusters(1, 100);
const [page = []] = listing?.pages() ?? [];

function answers(clusterId: string): Server {
  const first = JSON.stringify({
    volumes: page.map((volume) => ({ ...volume, UUID: crypto.randomUUID() })),
  });
  return createServer(certificate, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://cluster');
    const volumes = searchParams.has('offsetUUID') ? '{}' : first;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(pathname.endsWith('/volumes') ? volumes : JSON.stringify({ UUID: clusterId }));
  });
}

function hangs(way: (typeof WAYS)[number]): Server {
  if (way === 'no handshake') return createTcpServer((socket) => socket.on('error', () => {}));
  return createServer(certificate, (_request, response) => {
    if (way === 'half an answer')
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
  });
}

const served: ServedCluster[] = [];
for (let n = 0; n < answering + hanging; n += 1) {
  const clusterId = crypto.randomUUID();
  const server = n < answering ? answers(clusterId) : hangs(WAYS[n % WAYS.length] ?? 'no answer');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  served.push({
    clusterId,
    endpoint: `127.0.0.1:${address.port}`,
    tlsFingerprint: fingerprintOf(certificate),
  });
}
// The rule is about windows; this is a thread.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
parentPort.postMessage(served);
