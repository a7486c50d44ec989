import { once } from 'node:events';
import { createServer } from 'node:https';
import { workerData } from 'node:worker_threads';
import { z } from 'zod/mini';
import { fingerprintOf, generateCertificate } from '@asterism/cluster-sim/identity/certificate';
import { createLargeCluster } from './large-cluster.ts';
import { notifyParent } from './notify-parent.ts';
import type { ServedCluster } from './synchronise.ts';

/**
 * A thread of its own, given a number of volumes: a simulated cluster that makes its pages as it always does, by https. Whoever
 * asks is its admin.
 */
const { api, adminJwt, clusterId } = await createLargeCluster(z.number().parse(workerData));
const certificate = await generateCertificate();
const server = createServer(certificate, (request, response) => {
  request.headers.authorization = `Bearer ${adminJwt}`;
  api(request, response);
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
