import { once } from 'node:events';
import { createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import {
  alice,
  anyPort,
  clusterClientTests,
  targetOf,
} from '../test-support/cluster-client-tests.ts';
import { portOf, replyJson, startTlsServer, startTrap } from '../test-support/tls-server.ts';
import { createAddressPolicy } from './address-policy.ts';

const { open, clusterClients, versionServer } = clusterClientTests();

describe('inspecting an endpoint', () => {
  test('shows its certificate and sends nothing', async () => {
    const server = await versionServer();
    const shown = await clusterClients().inspect(server.endpoint);
    expect(shown).toMatchObject({
      ok: true,
      value: { tlsFingerprint: server.fingerprint, subject: 'CN=api.service' },
    });
    expect(server.requests).toEqual([]);
  });

  test('distinguishes a closed port, one that never answers, and one without TLS', async () => {
    const mute = createTcpServer().listen(0, '127.0.0.1');
    const plain = createTcpServer((socket) => socket.end('SSH-2.0-nothing\r\n')).listen(
      0,
      '127.0.0.1',
    );
    await Promise.all([once(mute, 'listening'), once(plain, 'listening')]);
    const dead = await startTrap('127.0.0.1');
    await dead.close();
    const clients = clusterClients();
    expect(await clients.inspect(`127.0.0.1:${portOf(plain)}`)).toMatchObject({
      error: { kind: 'no-tls' },
    });
    const quiet = `127.0.0.1:${portOf(mute)}`;
    expect(await clusterClients({ timings: { connect: 300 } }).inspect(quiet)).toMatchObject({
      error: { kind: 'unreachable', reason: `${quiet} does not answer` },
    });
    const closed = `127.0.0.1:${dead.port}`;
    expect(await clients.inspect(closed)).toMatchObject({
      error: { kind: 'unreachable', reason: `${closed} refuses connections` },
    });
    mute.close();
    plain.close();
  });
});

describe('where an endpoint may point', () => {
  const inside = createAddressPolicy({ networks: ['10.0.0.0/8'], ports: anyPort });

  test('nothing on this host is ever connected to', async () => {
    const traps = await Promise.all(
      ['127.0.0.1', '::1'].map(async (host) => open(await startTrap(host))),
    );
    const [v4, v6] = traps;
    if (v4 === undefined || v6 === undefined) throw new Error('two traps');
    const clients = clusterClients({ policy: inside });
    const hosts = ['127.0.0.1', 'localhost', '127.1.2.3', '0.0.0.0', '169.254.169.254'];
    const hosts6 = ['[::1]', '[::ffff:127.0.0.1]', '[::]', '[64:ff9b::7f00:1]', '[fe80::1]'];
    const endpoints = [
      ...hosts.map((host) => `${host}:${v4.port}`),
      ...hosts6.map((host) => `${host}:${v4.port}`),
      ...hosts6.map((host) => `${host}:${v6.port}`),
    ];
    const refusals = await Promise.all(
      endpoints.map(async (endpoint) => {
        const shown = await clients.inspect(endpoint);
        const target = { apiEndpoints: [endpoint], tlsFingerprint: 'x', keyId: 'k' };
        const called = await clients.client(target, alice).getVersion({});
        return [
          endpoint,
          shown.ok ? shown.value : shown.error,
          called.ok ? called.value : called.error.connection,
        ];
      }),
    );
    const refusal = { kind: 'not-permitted', reason: 'address not permitted' };
    expect(refusals).toEqual(endpoints.map((endpoint) => [endpoint, refusal, refusal]));
    expect(v4.connections() + v6.connections()).toBe(0);
  });

  test.each(['2130706433', '0x7f.1', '0x7f000001', '017700000001', '127.1', '①②⑦.0.0.1'])(
    'a number in disguise is no endpoint: %s',
    async (host) => {
      const trap = open(await startTrap('127.0.0.1'));
      const endpoint = `${host}:${trap.port}`;
      expect((await clusterClients().inspect(endpoint)).ok).toBe(false);
      const target = { apiEndpoints: [endpoint], tlsFingerprint: 'x', keyId: 'k' };
      expect((await clusterClients().client(target, alice).getVersion({})).ok).toBe(false);
      expect(trap.connections()).toBe(0);
    },
  );

  test('a name is judged by what it resolves to, at every connect', async () => {
    const server = open(
      await startTlsServer((_request, response) => {
        response.setHeader('connection', 'close');
        replyJson(response, { apiVersion: 'v2.0' });
      }),
    );
    const answers = ['127.0.0.1', '169.254.169.254', '127.0.0.1'];
    const asked: string[] = [];
    const resolve = async (host: string): Promise<string> => {
      asked.push(host);
      return answers.shift() ?? '10.0.0.1';
    };
    const target = targetOf(server, { apiEndpoints: [`cluster.test:${server.port}`] });
    const client = clusterClients({ resolve }).client(target, alice);
    expect((await client.getVersion({})).ok).toBe(true);
    expect(await client.getVersion({})).toMatchObject({
      error: { connection: { kind: 'not-permitted', reason: 'address not permitted' } },
    });
    expect((await client.getVersion({})).ok).toBe(true);
    expect(asked).toHaveLength(3);
  });

  test('a name without an address is distinguished from a cluster that does not answer', async () => {
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await clusterClients({ resolve }).inspect('nowhere.test:443')).toMatchObject({
      error: { kind: 'no-address' },
    });
  });
});
