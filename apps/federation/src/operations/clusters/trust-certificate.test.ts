import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAddressPolicy } from '../../cluster-client/address-policy.ts';
import { createClusterClients } from '../../cluster-client/create-cluster-clients.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { createClusterStore, type ClusterStore } from '../../store/cluster-store.ts';
import { serviceKeys } from '../../store/schema.ts';
import { openTestDatabase } from '../../test-support/test-fleet.ts';
import {
  makeCertificate,
  replyJson,
  startTlsServer,
  type KeyPair,
  type TestServer,
} from '../../test-support/tls-server.ts';
import { trustCertificate } from './trust-certificate.ts';

const clusterClients = createClusterClients({
  policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1024, to: 65_535 }] }),
  signer: { sign: async () => 'token' },
});
let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let store: ClusterStore;
let old: KeyPair;
let renewed: KeyPair;
let third: KeyPair;
const servers: TestServer[] = [];
const watched: AttachedCluster[] = [];
const monitor = { watch: (cluster: AttachedCluster) => void watched.push(cluster) };

beforeAll(async () => {
  opened = await openTestDatabase();
  store = createClusterStore(opened.database.orm);
  [old, renewed, third] = await Promise.all([
    makeCertificate(),
    makeCertificate(),
    makeCertificate(),
  ]);
});
afterAll(async () => {
  await clusterClients.close();
  await opened.close();
});
beforeEach(() => {
  watched.length = 0;
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(certificate: KeyPair): Promise<string> {
  const server = await startTlsServer((_, response) => replyJson(response, {}), { certificate });
  servers.push(server);
  return server.endpoint;
}

/** Where nothing listens any more. */
async function deadEndpoint(): Promise<string> {
  const server = await startTlsServer((_, response) => replyJson(response, {}));
  await server.close();
  return server.endpoint;
}

/** An attached cluster with these endpoints, which was attached with the old certificate. */
async function attach(apiEndpoints: readonly string[], presented?: string): Promise<string> {
  const [id, keyId] = [randomUUID(), randomUUID()];
  await opened.database.orm.insert(serviceKeys).values({ id: keyId, publicKey: '' });
  const joining = { id, keyId, workflowId: randomUUID() };
  await store.join({
    ...joining,
    name: 'cluster-1',
    version: '',
    subsystemNqn: '',
    apiEndpoints,
    discoveryEndpoints: [],
    tlsFingerprint: old.fingerprint,
    status: 'Unauthorized',
  });
  await store.admit(joining);
  await store.update(id, { presentedFingerprint: presented });
  return id;
}

/** Confirms the renewed certificate, while something else happens once its endpoints have been inspected. */
const trust = (id: string, meanwhile: () => Promise<unknown> = async () => {}) =>
  trustCertificate(
    {
      monitor,
      store,
      clusterClients: {
        async inspect(endpoint) {
          const seen = await clusterClients.inspect(endpoint);
          await meanwhile();
          return seen;
        },
      },
    },
    id,
    renewed.fingerprint,
  );

const changed = { ok: false, error: { status: 409, code: 10 } };

test('what every endpoint that answers presents is trusted, whether the monitor has seen it or not', async () => {
  const endpoints = [await deadEndpoint(), await serve(renewed), await serve(renewed)];
  for (const presented of [undefined, renewed.fingerprint, third.fingerprint]) {
    const id = await attach(endpoints, presented);
    expect(await trust(id)).toEqual({ ok: true, value: {} });
    expect(await store.get(id)).toMatchObject({
      tlsFingerprint: renewed.fingerprint,
      presentedFingerprint: undefined,
    });
    expect(watched.at(-1)).toMatchObject({ id, tlsFingerprint: renewed.fingerprint });
  }
});

test('an endpoint that presents another certificate is named, and nothing is trusted', async () => {
  const other = await serve(third);
  const id = await attach([await serve(renewed), other], renewed.fingerprint);
  const answer = await trust(id);
  expect(answer).toMatchObject(changed);
  expect(answer.ok || answer.error.message).toContain(`${other} presents ${third.fingerprint}`);
  expect(await store.get(id)).toMatchObject({ tlsFingerprint: old.fingerprint });
  expect(watched).toEqual([]);
});

test('while no endpoint answers it is 503', async () => {
  const id = await attach([await deadEndpoint()], renewed.fingerprint);
  expect(await trust(id)).toMatchObject({ error: { status: 503, retryAfterSeconds: 5 } });
  expect(await store.get(id)).toMatchObject({ tlsFingerprint: old.fingerprint });
});

test('a cluster that is found to present another certificate in the meantime is not trusted', async () => {
  const id = await attach([await serve(renewed)], renewed.fingerprint);
  for (const presentedFingerprint of [third.fingerprint, undefined]) {
    await store.update(id, { presentedFingerprint: renewed.fingerprint });
    expect(await trust(id, () => store.update(id, { presentedFingerprint }))).toMatchObject(
      changed,
    );
    expect(await store.get(id)).toMatchObject({
      tlsFingerprint: old.fingerprint,
      presentedFingerprint,
    });
  }
  expect(watched).toEqual([]);
});

test('of two who decide differently at once the later one is refused', async () => {
  const id = await attach([await serve(renewed)], renewed.fingerprint);
  const other = () => store.update(id, { tlsFingerprint: third.fingerprint });
  expect(await trust(id, other)).toMatchObject(changed);
  expect(await store.get(id)).toMatchObject({ tlsFingerprint: third.fingerprint });
});

test('a cluster that is detached in the meantime is not found', async () => {
  const id = await attach([await serve(renewed)], renewed.fingerprint);
  const detach = async () => {
    const cluster = await store.get(id);
    if (cluster !== undefined) await store.remove(cluster);
  };
  expect(await trust(id, detach)).toMatchObject({ error: { status: 404, code: 5 } });
});
