import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { clusterClientTests, targetOf } from '../test-support/cluster-client-tests.ts';
import { replyJson, startTlsServer } from '../test-support/tls-server.ts';
import { uuidOf } from '../test-support/volumes.ts';
import { FEDERATION_PRINCIPAL } from '../cluster-client/cluster-client.ts';
import { NO_SNAPSHOT } from './cluster-snapshot.ts';
import { probeCluster } from './probe-cluster.ts';

const { open, clusterClients } = clusterClientTests();
const id = uuidOf(1);

async function probe(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = open(await startTlsServer(answer));
  const client = clusterClients({ timings: { call: 500 } }).client(
    targetOf(server),
    FEDERATION_PRINCIPAL,
  );
  const { signal } = new AbortController();
  const outcome = await probeCluster(client, id, NO_SNAPSHOT, signal, () => {});
  return { server, outcome };
}

test('a cluster is probed by two connections at most', async () => {
  const { server, outcome } = await probe((_request, response) =>
    replyJson(response, { UUID: id }),
  );
  expect(outcome).toMatchObject({ kind: 'answered', isInvalidData: false });
  expect(server.requests).toHaveLength(4);
  // The first is still being given back when the second request is sent.
  expect(server.connections()).toBeLessThanOrEqual(2);
});

test('a cluster that does not answer one list is asked for no other one in this probe, and is well', async () => {
  const { server, outcome } = await probe((request, response) => {
    if (request.url !== '/api/v2/nodes') replyJson(response, { UUID: id });
  });
  expect(outcome).toMatchObject({ kind: 'answered', isInvalidData: false });
  expect(server.requests).toEqual(['GET /api/v2/cluster', 'GET /api/v2/nodes']);
});

test('a cluster that answers 501 to the list of QoS policies offers none, and is well', async () => {
  const { outcome } = await probe((request, response) => {
    if (request.url !== '/api/v2/policies') replyJson(response, { UUID: id });
    else replyJson(response, { error: 'no', code: 12, message: 'no' }, 501);
  });
  expect(outcome).toMatchObject({
    kind: 'answered',
    isInvalidData: false,
    facts: { policies: [], offersPolicies: false },
  });
  const { outcome: other } = await probe((_request, response) => replyJson(response, { UUID: id }));
  expect(other).toMatchObject({ facts: { offersPolicies: true } });
});
