import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { workerData } from 'node:worker_threads';
import { z } from 'zod/mini';
import { fingerprintOf, generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { listLargeClusters } from './many-volumes.ts';
import type { ServedCluster } from './synchronise.ts';
import { notifyParent } from './notify-parent.ts';

/**
 * A thread of its own, given a number of volumes: a cluster that answers its identity and the ready bytes of its pages by
 * https. What it costs is not in the CPU of the thread that asks it.
 */
const volumes = z.number().parse(workerData);
const [listing] = listLargeClusters(1, volumes);
if (listing === undefined) throw new Error('there is no cluster');
// Several of them are several clusters.
const clusterId = randomUUID();

const pages = new Map<string, Buffer>();
let offset = '';
for (const page of [...listing.pages(), []]) {
  pages.set(offset, Buffer.from(JSON.stringify({ volumes: page })));
  offset = page.at(-1)?.UUID ?? '';
}
const identity = Buffer.from(JSON.stringify({ UUID: clusterId }));

const certificate = await generateCertificate();
const server = createServer(certificate, (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'https://cluster');
  const page = pages.get(searchParams.get('offsetUUID') ?? '');
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(pathname.endsWith('/volumes') ? page : identity);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = server.address();
if (typeof address !== 'object' || address === null) throw new Error('no port');
const served: ServedCluster = {
  clusterId,
  endpoint: `127.0.0.1:${address.port}`,
  tlsFingerprint: fingerprintOf(certificate),
};
notifyParent(served);
