import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { workerData } from 'node:worker_threads';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { startSimulator } from '@asterism/cluster-sim/simulator';
import { createClusterForwarder } from '@asterism/federation/test-support/cluster-forwarder';
import { z } from 'zod/mini';
import { listLargeClusters, type LargeListing } from './many-volumes.ts';
import type { ServedFleet } from './attached-fleet.ts';
import { notifyParent } from './notify-parent.ts';

/**
 * A thread of its own, given a number of clusters and how many volumes these have together: simulated clusters without volumes, and
 * before each a front that answers the list of the volumes, made page by page, and passes everything else on.
 */
const [clusters, volumes] = z.tuple([z.number(), z.number()]).parse(workerData);
const simulator = await startSimulator({ clusters, volumes: 0, seed: 7, controlPort: 0 });
const certificate = await generateCertificate();

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return `127.0.0.1:${address.port}`;
}

/** Nothing of it moves: the simulated cluster does not know the volume. */
const atRest = (volume: Volume): Volume =>
  isTransitional(volume.state) ? { ...volume, state: 'Available' } : volume;

async function startFront(apiEndpoint: string, listing: LargeListing): Promise<string> {
  const forwarder = createClusterForwarder(apiEndpoint);
  const pageAfter = new Map([['', 0]]);
  const server = createServer(certificate, (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://cluster');
    if (pathname !== '/api/v2/volumes') {
      void forwarder.pass(request, response);
      return;
    }
    const number = pageAfter.get(searchParams.get('offsetUUID') ?? '') ?? Infinity;
    const page = listing.page(number).map(atRest);
    pageAfter.set(page.at(-1)?.UUID ?? '-', number + 1);
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ volumes: page }));
  });
  return listen(server);
}

/** The endpoint of each front, with that of the cluster behind it. */
const behind = new Map<string, string>();
const listings = listLargeClusters(clusters, volumes);
for (const [n, { apiEndpoint }] of simulator.clusters.entries()) {
  const listing = listings[n];
  if (listing !== undefined) behind.set(await startFront(apiEndpoint, listing), apiEndpoint);
}

/** The simulator's control API knows clusters by their own endpoints. */
const body = z.looseObject({ apiEndpoint: z.string() });
async function passControl(request: IncomingMessage): Promise<Response> {
  const given = body.parse(await json(request));
  return fetch(`${simulator.controlUrl}${request.url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...given, apiEndpoint: behind.get(given.apiEndpoint) }),
  });
}
const control = createHttpServer((request, response) => {
  void passControl(request).then(async (answer) =>
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(Buffer.from(await answer.arrayBuffer())),
  );
});
const served: ServedFleet = {
  controlUrl: `http://${await listen(control)}`,
  endpoints: [...behind.keys()],
};
notifyParent(served);
