import { describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { runningCluster } from '../test-support/running-cluster.ts';

const { clock, send } = runningCluster(60);
/** The things that a list answer holds. */
const things = z.catch(z.array(z.record(z.string(), z.unknown())), []);
const listOf = (json: Record<string, unknown>, key: string) => things.parse(json[key]);
const volume = (name: string, changes: object = {}) => ({
  name,
  size: '4 gib',
  replicaCount: 1,
  acl: { values: ['ALLOW_NONE'] },
  projectName: 'default',
  ...changes,
});

describe('projects', () => {
  test('are described, and deleted once they are empty', async () => {
    await send('POST', '/projects', { body: { name: 'passing' } });
    const described = await send('PUT', '/projects/passing', { body: { description: 'new' } });
    expect([described.status, described.text]).toEqual([200, '{}']);
    expect((await send('GET', '/projects/passing')).json).toMatchObject({ description: 'new' });
    const body = volume('only', { projectName: 'passing' });
    const created = await send('POST', '/volumes', { body });
    clock.advance(2000);
    const refused = await send('DELETE', '/projects/passing');
    expect([refused.status, refused.json['code']]).toEqual([400, 9]);
    await send('DELETE', `/volumes/${String(created.json['UUID'])}`);
    clock.advance(2000);
    expect((await send('DELETE', '/projects/passing')).text).toBe('{}');
    expect((await send('DELETE', '/projects/passing')).status).toBe(404);
  });

  test.each(['default', 'system'])('%s cannot be deleted', async (name) => {
    expect((await send('DELETE', `/projects/${name}`)).status).toBe(400);
  });

  test('a description is at most 256 bytes, counted as bytes', async () => {
    const put = (description: string) => send('PUT', '/projects/acme', { body: { description } });
    expect((await put('é'.repeat(128))).status).toBe(200);
    expect((await put('é'.repeat(129))).json['message']).toBe(
      'description: must be at most 256 bytes long',
    );
  });

  test('a default policy is that of new volumes which name none', async () => {
    const [gold] = listOf((await send('GET', '/policies?name=gold')).json, 'policies');
    const body = { defaultPolicies: [{ policyType: 'qosRateLimit', policyUUID: gold?.['UUID'] }] };
    expect((await send('PUT', '/projects/initech', { body })).status).toBe(200);
    const request = volume('limited', { projectName: 'initech' });
    expect((await send('POST', '/volumes', { body: request })).json).toMatchObject({
      qosPolicyName: 'gold',
    });
    const unknown = { policyType: 2, policyUUID: crypto.randomUUID() };
    const refused = await send('PUT', '/projects/initech', {
      body: { defaultPolicies: [unknown] },
    });
    expect(refused.status).toBe(400);
    expect(refused.json['message']).toMatch(/^defaultPolicies\[0\]\.policyUUID:/);
  });
});

describe('QoS policies', () => {
  const create = (name: string, qoSRateLimitPolicy: object, rest: object = {}) =>
    send('POST', '/policies', { body: { name, qoSRateLimitPolicy, ...rest } });

  test('keep IOPS in steps of 256, rounded up, under another key in the answer', async () => {
    const limitIOPS = { writeIOPSLimit: 400, readIOPSLimit: '256' };
    const created = await create('stepped', { policyVisibility: 2, limitIOPS });
    expect(created.json).toMatchObject({
      state: 'Active',
      QoSRateLimitPolicy: {
        policyVisibility: 'Global',
        limitIOPS: { writeIOPSLimit: 512, readIOPSLimit: 256 },
      },
    });
    expect(created.json).not.toHaveProperty('qoSRateLimitPolicy');
    expect((await send('GET', '/policies/?name=stepped')).json).toEqual(created.json);
    const again = await create('stepped', { limitBw: {} });
    expect([again.status, again.json['code']]).toEqual([409, 6]);
  });

  test.each([
    ['no limits', { policyVisibility: 'Global' }, 'qoSRateLimitPolicy:'],
    ['an unknown visibility', { policyVisibility: 'Public', limitBw: {} }, 'policyVisibility:'],
    ['a scope of nobody', { policyVisibility: 'Scoped', limitBw: {} }, 'projectsNamesScope:'],
    [
      'a project that is not there',
      { policyVisibility: 'Scoped', projectsNamesScope: ['none'], limitBw: {} },
      'projectsNamesScope:',
    ],
    ['a negative limit', { limitBw: { readBWLimit: -1 } }, 'limitBw.readBWLimit:'],
  ])('with %s are 400 and name the field', async (_, limits, field) => {
    const answer = await create('wrong', limits);
    expect([answer.status, answer.json['code']]).toEqual([400, 3]);
    expect(answer.json['message']).toContain(field);
  });

  test('are for the projects that they are visible to, and stay while a volume has them', async () => {
    const scope = { policyVisibility: 'Scoped', projectsNamesScope: ['acme'], limitBw: {} };
    const policy = await create('for-acme', scope);
    const path = `/policies/${String(policy.json['UUID'])}`;
    const ask = (projectName: string) =>
      send('POST', '/volumes', {
        body: volume('scoped', { projectName, qosPolicyName: 'for-acme' }),
      });
    const foreign = await ask('default');
    expect(foreign.status).toBe(400);
    expect(foreign.json['message']).toMatch(/^qosPolicyName:/);
    expect((await ask('acme')).json).toMatchObject({ qosPolicyName: 'for-acme' });
    const used = await send('DELETE', path);
    expect([used.status, used.json['code']]).toEqual([400, 9]);
    const update = { body: { description: 'd', name: 'renamed' } };
    expect((await send('PUT', path, update)).text).toBe('{}');
    expect((await send('GET', path)).json).toMatchObject({ name: 'renamed', description: 'd' });
    expect((await send('GET', '/policies?projectName=globex')).text).not.toContain('renamed');
  });

  test('that no volume has are deleted', async () => {
    await create('unused', { limitBw: { readBWLimit: 10 } });
    expect((await send('DELETE', '/policies/?name=unused')).text).toBe('{}');
    expect((await send('GET', '/policies/?name=unused')).status).toBe(404);
  });
});

test('a volume has a schedule for its snapshots: created, changed, listed and taken away', async () => {
  const created = await send('POST', '/volumes', { body: volume('scheduled') });
  const volumeUUID = String(created.json['UUID']);
  const path = '/projects/default/resourcePolicies';
  const schedulePolicy = {
    snapshotSchedulePolicy: { hourlySchedule: { hoursInCycle: 6 } },
    retentionTime: '48h',
  };
  const body = { name: 'six-hourly', resourceName: 'scheduled', schedulePolicy };
  const policy = await send('POST', path, { body });
  expect(policy.json).toMatchObject({
    resourceUUID: volumeUUID,
    schedulePolicy: { ...schedulePolicy, retentionTime: '172800s' },
  });
  expect((await send('POST', path, { body })).status).toBe(409);
  const one = `${path}/${String(policy.json['UUID'])}`;
  expect((await send('PUT', one, { body: { description: 'd' } })).text).toBe('{}');
  expect((await send('GET', one)).json).toMatchObject({ description: 'd', name: 'six-hourly' });
  const listed = await send('GET', `${path}?volumeUUID=${volumeUUID}`);
  expect(listOf(listed.json, 'resourcePolicies')).toHaveLength(1);
  const wrong = { ...body, name: 'x', schedulePolicy: { snapshotSchedulePolicy: {} } };
  expect((await send('POST', path, { body: wrong })).status).toBe(400);
  expect((await send('DELETE', one)).text).toBe('{}');
  expect((await send('GET', one)).status).toBe(404);
});

describe('nodes, servers, hosts and roles', () => {
  test('one node and one server are found by UUID', async () => {
    const [node] = listOf((await send('GET', '/nodes')).json, 'nodes');
    expect((await send('GET', `/nodes/${String(node?.['UUID'])}`)).json).toEqual(node);
    expect((await send('GET', `/nodes/${crypto.randomUUID()}`)).status).toBe(404);
    const [server] = listOf((await send('GET', '/servers')).json, 'servers');
    expect(server).toMatchObject({ NodesUUIDs: [node?.['UUID']], state: 'Enabled' });
    expect((await send('GET', `/servers/${String(server?.['UUID'])}`)).json).toEqual(server);
    const racked = await send('GET', '/nodes?failureDomain=rack-1');
    expect(listOf(racked.json, 'nodes')).toHaveLength(1);
  });

  test('connected hosts are those of the volumes, by an NQN with colons too', async () => {
    const hosts = listOf((await send('GET', '/connectedHosts')).json, 'connectedHosts');
    expect(hosts.length).toBeGreaterThan(0);
    const [host] = hosts;
    const NQN = String(host?.['hostNQN']);
    for (const path of [NQN, encodeURIComponent(NQN)]) {
      expect((await send('GET', `/connectedHosts/${path}`)).json).toEqual(host);
    }
    const [uuid = ''] = z.array(z.string()).parse(host?.['volumeUUIDs']);
    expect((await send('GET', `/volumes/${uuid}`)).text).toContain(NQN);
    const ofVolume = await send('GET', `/connectedHosts?volumeUUID=${uuid}`);
    expect(ofVolume.text).toContain(NQN);
    expect((await send('GET', '/connectedHosts/none')).status).toBe(404);
  });

  test('roles are those of the cluster in system, those of a tenant elsewhere', async () => {
    const rolesOf = async (project: string) =>
      listOf((await send('GET', `/projects/${project}/roles`)).json, 'roles').map(
        ({ name }) => name,
      );
    expect(await rolesOf('system')).toEqual(['cluster-admin', 'cluster-viewer']);
    expect(await rolesOf('acme')).toEqual(['admin', 'viewer']);
    expect((await send('GET', '/projects/acme/roles/viewer')).json).toMatchObject({
      role: { projectName: 'acme', name: 'viewer' },
    });
    expect((await send('GET', '/projects/acme/roles/owner')).status).toBe(404);
  });
});
