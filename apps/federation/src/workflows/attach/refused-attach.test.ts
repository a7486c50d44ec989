import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followToEnd } from '../../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../../test-support/test-simulator.ts';
import { startTlsServer } from '../../test-support/tls-server.ts';

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let apiEndpoint: string;
let tlsFingerprint: string;

beforeAll(async () => {
  simulator = await startTestSimulator(1, 5);
  federation = await startTestFederation();
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  const [cluster] = simulator.clusters;
  apiEndpoint = cluster?.apiEndpoint ?? '';
  tlsFingerprint = cluster?.fingerprint256 ?? '';
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

/** What is said before an attach, and how an attach fails. */
async function outcomes(endpoint = { apiEndpoint, tlsFingerprint }) {
  const probed = await admin.probeEndpoint(endpoint);
  const started = await admin.attachCluster(endpoint);
  if (!probed.ok || !started.ok) throw new Error('the federation does not answer');
  const workflow = (await followToEnd(admin, started.value.workflowId)).at(-1);
  const failed = workflow?.stages.find(({ state }) => state === 'failed');
  return { probed: probed.value, failure: failed?.failure, stage: failed?.name };
}

const claimed = async () => {
  const key = await admin.claimServiceKey({ apiEndpoint, tlsFingerprint });
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
};
const importKey = async (pubKey?: string) => {
  const key = await claimed();
  await simulator.order('import-credential', { apiEndpoint, ...key, ...(pubKey && { pubKey }) });
};
const removeKey = async () =>
  simulator.order('remove-credential', { apiEndpoint, pubKeyId: (await claimed()).pubKeyId });

test('a key that is not imported is the wrong key', async () => {
  const { probed, failure, stage } = await outcomes();
  expect(probed).toMatchObject({ keyAccepted: false, keyProblem: { kind: 'key-refused' } });
  expect(failure).toMatchObject({ kind: 'key-refused' });
  expect(stage).toBe('authenticate');
});

test('another key with the same ID is the wrong key', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await importKey(publicKey.export({ type: 'spki', format: 'pem' }).toString());
  const { probed, failure } = await outcomes();
  expect(probed.keyProblem).toEqual({ kind: 'key-refused' });
  expect(failure).toMatchObject({ kind: 'key-refused' });
  await removeKey();
});

test.each([
  ['ahead', 184],
  ['behind', -184],
])('a clock that is %s is told from a wrong key, with the offset', async (words, offsetSeconds) => {
  await importKey();
  await simulator.order('clock', { apiEndpoint, offsetSeconds });
  const { probed, failure } = await outcomes();
  await simulator.order('clock', { apiEndpoint, offsetSeconds: 0 });
  expect(probed.keyProblem?.kind).toBe('clock-differs');
  expect(probed.reason).toContain(words);
  expect(failure).toMatchObject({ kind: 'clock-differs' });
  expect(failure?.reason).toMatch(new RegExp(`its clock is \\d min \\d+ s ${words}`));
  for (const seconds of [probed.keyProblem?.clockOffsetSeconds, failure?.clockOffsetSeconds]) {
    expect(Math.abs((seconds ?? 0) - offsetSeconds)).toBeLessThan(30);
  }
  await removeKey();
});

test('a role that the cluster does not accept is told from a wrong key', async () => {
  await simulator.order('faults', { apiEndpoint, fault: { status: 403 } });
  const { probed, failure } = await outcomes();
  await simulator.order('faults', { apiEndpoint });
  expect(probed.keyProblem).toEqual({ kind: 'role-refused' });
  expect(failure).toMatchObject({ kind: 'role-refused' });
});

test('another certificate is told from a wrong key, and is sent no token', async () => {
  const other = { apiEndpoint, tlsFingerprint: tlsFingerprint.replace(/^../, 'EE') };
  const { probed, failure, stage } = await outcomes(other);
  expect(probed).toMatchObject({ keyAccepted: false, keyProblem: { kind: 'other-certificate' } });
  expect(failure).toMatchObject({ kind: 'other-certificate' });
  expect(stage).toBe('verify TLS');
});

test.each([
  ['a page', 200, '<html>Welcome</html>'],
  ['a page that is not there', 404, '<html>Not found</html>'],
  ['a move', 301, ''],
])('a web server that answers with %s is no Lightbits API', async (_, status, text) => {
  const server = await startTlsServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end(text);
  });
  const { probed, failure } = await outcomes({
    apiEndpoint: server.endpoint,
    tlsFingerprint: server.fingerprint,
  });
  await server.close();
  expect(probed.keyProblem).toEqual({ kind: 'no-lightbits-api' });
  expect(failure).toMatchObject({ kind: 'no-lightbits-api' });
});
