import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import { startFederation, type Federation } from '../federation.ts';
import { createClusterStore } from '../store/cluster-store.ts';
import { serviceKeys, workflows } from '../store/schema.ts';
import { followToEnd } from '../test-support/follow-workflow.ts';
import {
  ADMIN_PASSWORD,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';

const ATTACH = ['reach', 'verify TLS', 'authenticate', 'read cluster', 'check', 'register'];
const STAGES = [...ATTACH, 'load inventory', 'done'];

let simulator: TestSimulator;
let federation: TestFederation;
let admin: FederationClient;
/** Others on the same database, started after it was changed. */
let others: Federation[] = [];

const orphan = randomUUID();
const restored = randomUUID();
const abandoned = { id: randomUUID(), clusterId: randomUUID(), keyId: 'key-of-abandoned' };
const allButEnded = randomUUID();

const stages = (count: number): WorkflowStage[] =>
  STAGES.map((name, index) => ({ name, state: index < count ? 'done' : 'waiting' }));

const who = { startedBy: 'admin', startedByRoles: ['system:cluster-admin'] };
const attach = { type: 'attach cluster', target: '', ...who } as const;

/** Leaves what a dead process, a restored backup or a failing database may leave. */
async function orphanWorkflows(keyId: string): Promise<void> {
  const { orm } = federation.database;
  await orm.insert(serviceKeys).values({
    id: abandoned.keyId,
    publicKey: '',
    state: 'bound',
    clusterId: abandoned.clusterId,
  });
  await createClusterStore(orm).join({
    id: abandoned.clusterId,
    name: 'half attached',
    version: '',
    subsystemNqn: '',
    apiEndpoints: [],
    discoveryEndpoints: [],
    tlsFingerprint: '',
    keyId: abandoned.keyId,
    workflowId: abandoned.id,
    status: 'Connected',
  });
  const apiEndpoint = simulator.clusters[0]?.apiEndpoint ?? '';
  await orm.insert(workflows).values([
    { ...attach, id: orphan, apiEndpoint, keyId, stages: stages(0) },
    {
      ...attach,
      ...abandoned,
      apiEndpoint: '10.0.0.1:443',
      state: 'RUNNING',
      run: 101,
      percent: 60,
      stages: stages(6),
    },
    { ...attach, id: allButEnded, state: 'RUNNING', percent: 99, stages: stages(8) },
    {
      ...who,
      id: restored,
      type: 'detach cluster',
      target: '',
      clusterId: randomUUID(),
      stages: ['stop monitoring', 'forget inventory', 'retire key', 'done'].map((name) => ({
        name,
        state: 'waiting' as const,
      })),
    },
  ]);
  await federation.database.query(
    `insert into federation_jobs.job (name, id, data, state, retry_count, output, completed_on)
     select 'workflows', id::uuid, jsonb_build_object('workflowId', id), state::federation_jobs.job_state, 100,
            '{"value": {"message": "job heartbeat timeout"}}', now()
     from (values ($1, 'failed'), ($2, 'failed'), ($3, 'completed')) as jobs (id, state)`,
    [abandoned.id, allButEnded, restored],
  );
}

async function startAnother(): Promise<Federation> {
  const { dataDir, database } = federation;
  const passwords = { admin: ADMIN_PASSWORD, viewer: undefined };
  const started = await startFederation({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    database,
    passwords,
    viewerProject: 'blue',
    log: pino({ level: 'silent' }),
  });
  if (!started.ok) throw new Error(started.error.message);
  return started.value;
}

beforeAll(async () => {
  simulator = await startTestSimulator(1, 20);
  federation = await startTestFederation();
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  await orphanWorkflows(await simulator.importKey(simulator.clusters[0]?.apiEndpoint ?? '', admin));
  others = await Promise.all([startAnother(), startAnother()]);
});
afterAll(async () => {
  for (const other of others) await other.close();
  await federation.close();
  await simulator.close();
});

const endOf = async (id: string) => (await followToEnd(admin, id)).at(-1);

describe('when two federations start on a database with orphaned workflows', () => {
  test('a workflow without a job runs again', async () => {
    expect(await endOf(orphan)).toMatchObject({
      state: 'COMPLETED',
      clusterId: simulator.clusters[0]?.clusterUUID,
    });
  });

  test('a workflow that was restored beside the completed job of before runs again', async () => {
    expect(await endOf(restored)).toMatchObject({ state: 'COMPLETED', type: 'detach cluster' });
  });

  test('a workflow whose job was abandoned ends as failed, and says why', async () => {
    const workflow = await endOf(abandoned.id);
    expect(workflow).toMatchObject({
      state: 'FAILED',
      msg: 'load inventory: abandoned after 101 attempts; in the last one, the process that ran it stopped responding',
      progress: { percent: 60 },
    });
    expect(workflow?.endedAt).toBeDefined();
    expect(workflow?.stages[6]).toMatchObject({
      name: 'load inventory',
      state: 'failed',
      failure: { kind: 'unexplained' },
    });
  });

  test('an abandoned attach leaves nothing half attached', async () => {
    await endOf(abandoned.id);
    const { rows } = await federation.database.query(
      `select state from federation.service_keys where id = '${abandoned.keyId}'
       union all select 'half attached' from federation.clusters where id = '${abandoned.clusterId}'`,
    );
    expect(rows).toEqual([{ state: 'claimed' }]);
  });

  test('an abandoned workflow whose stages are all done is complete, and not failed', async () => {
    expect(await endOf(allButEnded)).toMatchObject({ state: 'COMPLETED', msg: '' });
  });
});
