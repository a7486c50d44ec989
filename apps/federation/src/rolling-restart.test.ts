import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import {
  startReadyBalancer,
  type ReadyBalancer,
} from '@asterism/server-kit/test-support/ready-balancer';
import { startSteadyReaders } from '@asterism/server-kit/test-support/steady-readers';
import { startFederation, type Federation } from './federation.ts';
import { bearer, ADMIN_PASSWORD, send, signIn } from './test-support/test-federation.ts';

let dataDir: string;
let databaseUrl: string;
let balancer: ReadyBalancer;
/** The answers of `/ready` between the end's beginning and the closing of the port. */
const saidWhileDraining: unknown[] = [];
/** Connections that one address may have. */
const CONNECTIONS = 64;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-rolling-'));
  databaseUrl = await createPostgresDatabase();
  balancer = await startReadyBalancer();
});
afterAll(async () => {
  await balancer.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** One of several federations on one PostgreSQL, to which the balancer sends requests. */
async function startReplica(): Promise<Federation> {
  const started = await startFederation({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl,
    passwords: { admin: ADMIN_PASSWORD },
    log: pino({ level: 'silent' }),
    connectionLimits: { total: 1000, perAddress: CONNECTIONS },
    drained: async () => {
      const { status, json } = await send(federation.url, 'GET', '/ready');
      saidWhileDraining.push([status, json]);
      await balancer.leave(federation.url);
    },
  });
  if (!started.ok) throw new Error(started.error.message);
  const federation = started.value;
  await balancer.add(federation.url);
  return federation;
}

test('federations that are restarted one after the other lose no request of those who read meanwhile', async () => {
  const [first, second] = [await startReplica(), await startReplica()];
  const { token } = await signIn(balancer.url, 'admin', ADMIN_PASSWORD);
  const headers = bearer(token);
  const paths = ['/api/v2/clusters', '/api/v2/fleet/volumes', '/api/v2/fleet/whoami', '/docs'];
  let turn = 0;
  const readers = startSteadyReaders(8, async () => {
    const path = paths[turn++ % paths.length] ?? '';
    const { status } = await send(balancer.url, 'GET', path, headers);
    return status;
  });
  await balancer.answered(first.url, 50);
  await balancer.answered(second.url, 50);

  await first.close();
  const third = await startReplica();
  await balancer.answered(third.url, 50);
  await second.close();
  await balancer.answered(third.url, 50);
  expect(await readers.stop()).toEqual([]);
  expect(saidWhileDraining).toEqual([
    [503, { status: 'shutting down' }],
    [503, { status: 'shutting down' }],
  ]);

  const { port } = new URL(third.url);
  const sockets = Array.from({ length: 2 * CONNECTIONS }, () =>
    connect({ port: Number(port), host: '127.0.0.1', localAddress: '127.0.0.3' })
      .on('error', () => undefined)
      .resume(),
  );
  const open = () => sockets.filter(({ closed }) => !closed).length;
  await expect.poll(open).toBe(CONNECTIONS);
  for (const socket of sockets) socket.destroy();
  await third.close();
});
