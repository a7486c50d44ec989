import { once } from 'node:events';
import { createServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import { workerData } from 'node:worker_threads';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { z } from 'zod/mini';
import { fingerprintOf, generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { listLargeClusters } from './many-volumes.ts';
import type { ServedCluster } from './synchronise.ts';
import { notifyParent } from './notify-parent.ts';

/** What clusters do that hang: take a connection and say nothing, take a request and say nothing, or begin an answer. */
const WAYS = ['no handshake', 'no answer', 'half an answer', 'half a large page'] as const;

const PAGE = 1000;
/** One in so many of those that answer has a large page. */
const LARGE_EVERY = 20;

/**
 * A thread of its own, given how many clusters answer and how many hang: each is a server of its own, by https. Those that hang
 * come last.
 */
const [answering, hanging] = z.tuple([z.number(), z.number()]).parse(workerData);
const certificate = await generateCertificate();
const [listing] = listLargeClusters(1, PAGE);
const [page = []] = listing?.pages() ?? [];

/** A page that is so large that the federation reads only a few such ones at a time. */
function largePage(): string {
  const hosts = {
    values: Array.from({ length: 10 }, (_, n) =>
      `nqn.2014-08.org.nvmexpress:${n}`.padEnd(200, 'x'),
    ),
  };
  return pageOf(page.map((volume) => ({ ...volume, acl: hosts })));
}

/** Each cluster has volumes of its own. */
const pageOf = (volumes: readonly Volume[]): string =>
  JSON.stringify({ volumes: volumes.map((volume) => ({ ...volume, UUID: crypto.randomUUID() })) });

function answers(clusterId: string, volumes: string): Server {
  return createServer(certificate, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://cluster');
    const rest = searchParams.has('offsetUUID') ? '{}' : volumes;
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(pathname.endsWith('/volumes') ? rest : JSON.stringify({ UUID: clusterId }));
  });
}

function hangs(clusterId: string, way: (typeof WAYS)[number]): Server {
  if (way === 'no handshake') return createTcpServer((socket) => socket.on('error', () => {}));
  return createServer(certificate, (request, response) => {
    if (way === 'no answer') return;
    const isPage = request.url?.includes('/volumes') === true;
    response.writeHead(200, { 'content-type': 'application/json' });
    if (way === 'half an answer') response.write('{');
    else if (isPage) response.write(large.slice(0, -1000));
    else response.end(JSON.stringify({ UUID: clusterId }));
  });
}

const large = largePage();
const small = pageOf(page.slice(0, 100));
const served: ServedCluster[] = [];
for (let n = 0; n < answering + hanging; n += 1) {
  const clusterId = crypto.randomUUID();
  const server =
    n < answering
      ? answers(clusterId, n % LARGE_EVERY === 0 ? large : small)
      : hangs(clusterId, WAYS[n % WAYS.length] ?? 'no answer');
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
notifyParent(served);
