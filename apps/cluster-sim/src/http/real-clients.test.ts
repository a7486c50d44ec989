import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';
import { createTestClient, type SendOptions } from '../test-support/cluster-client.ts';
import { createManualClock } from '../test-support/manual-clock.ts';

const clock = createManualClock();
const client = createTestClient();
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ clusters: 1, volumes: 5, seed: 7, clock });
});
afterAll(async () => {
  await client.close();
  await simulator.close();
});

const send = (method: string, path: string, options: SendOptions = {}) => {
  const [cluster] = simulator.clusters;
  const url = `https://${cluster?.apiEndpoint}/api/v2${path}`;
  return client.send(method, url, { token: cluster?.adminJwt, ...options });
};

test("OpenStack Cinder's volume calls work as it sends them (lightbits-api §7.1)", async () => {
  const volumes = '/projects/default/volumes';
  expect((await send('GET', '/clusterinfo')).json).toHaveProperty('subsystemNQN');
  expect((await send('GET', `${volumes}/?name=volume-1`)).status).toBe(404);
  const created = await send('POST', volumes, {
    body: {
      name: 'volume-1',
      size: '4 gib',
      replicaCount: '2',
      compression: 'True',
      acl: { values: ['ALLOW_NONE'] },
      sourceSnapshotUUID: null,
      sourceSnapshotName: null,
    },
  });
  expect(created.status).toBe(200);
  const path = `${volumes}/${String(created.json['UUID'])}`;
  const extend = (etag: unknown) =>
    send('PUT', path, { body: { size: '8 gib' }, headers: { 'if-match': String(etag) } });
  expect((await extend(created.json['ETag'])).status).toBe(503);
  clock.advance(2000);
  const available = await send('GET', `${volumes}/?name=volume-1`);
  expect(available.json).toMatchObject({ state: 'Available', compression: 'true' });
  expect((await extend(available.json['ETag'])).status).toBe(200);
  clock.advance(1000);
  expect((await send('GET', path)).json).toMatchObject({ state: 'Available', size: '8589934592' });
  expect((await send('DELETE', path)).status).toBe(200);
  clock.advance(2000);
  expect((await send('GET', path)).status).toBe(404);
});

test("Proxmox VE's volume calls work as it sends them (lightbits-api §7.2)", async () => {
  expect((await send('GET', '/cluster')).json).toHaveProperty(
    'statistics.estimatedFreeLogicalStorage',
  );
  const created = await send('POST', '/volumes', {
    body: {
      name: 'vm-100-disk-0',
      size: '10737418240',
      replicaCount: 3,
      projectName: 'default',
      acl: { values: ['nqn.2014-08.org.nvmexpress:uuid:1'] },
      labels: [{ key: 'pve', value: 'vm-100' }],
    },
  });
  expect(created.status).toBe(200);
  clock.advance(2000);
  const path = `/volumes/${String(created.json['UUID'])}?projectName=default`;
  expect((await send('GET', path)).json).toMatchObject({ state: 'Available', size: '10737418240' });
  const body = { size: '21474836480', projectName: 'default' };
  expect((await send('PUT', path, { body })).status).toBe(200);
  clock.advance(1000);
  expect((await send('DELETE', path)).text).toBe('{}');
  expect((await send('GET', '/volumes?projectName=default')).text).not.toContain('vm-100-disk-0');
});
