import { describe, expect, test } from 'vitest';
import { runningCluster } from '../test-support/running-cluster.ts';

/** The rules of lightbits-api §4: each refusal names the field and the rule. */
const { clock, send } = runningCluster(0);
let serial = 0;
const create = (changes: object = {}) =>
  send('POST', '/volumes', {
    body: {
      name: `volume-${(serial += 1)}`,
      size: '4 gib',
      replicaCount: 1,
      acl: { values: ['ALLOW_NONE'] },
      projectName: 'default',
      ...changes,
    },
  });
const placed = (...pairs: readonly (readonly [string, string])[]) => ({
  placementRestrictions: [
    { operator: 'In', labelValueKeyPairs: pairs.map(([key, value]) => ({ key, value })) },
  ],
});
const labels = (count: number, change: object = {}) => ({
  labels: Array.from({ length: count }, (_, index) => ({
    key: `key-${index}`,
    value: 'v',
    ...change,
  })),
});
const ipAcl = (...values: string[]) => ({ IPAcl: { values } });
const addresses = (count: number) => Array.from({ length: count }, (_, n) => `10.0.0.${n + 1}`);

describe('a volume is created with', () => {
  test.each<[string, object]>([
    ['a name of 253 of every character', { name: `aZ0-_.${'x'.repeat(247)}` }],
    ['16 labels', labels(16)],
    ['a label of 253 characters', labels(1, { value: 'v'.repeat(253) })],
    ['the words for everybody', { acl: { values: ['ALLOW_ANY'] }, ...ipAcl('ALLOW_ANY') }],
    ['the words for nobody', { acl: { values: ['ALLOW_NONE'] }, ...ipAcl('ALLOW_NONE') }],
    ['hosts that are no NQNs', { acl: { values: ['ace-1', 'ace-2'] } }],
    ['16 addresses of both kinds', ipAcl(...addresses(15), 'fe80::1')],
    ['as many replicas as the cluster has racks', { replicaCount: 3 }],
    ['a rack of its own', placed(['FD', 'rack-1'])],
    ['a choice of racks', placed(['FD', 'rack-1'], ['PrimaryFD', 'rack-2'])],
    ['a QoS policy by name', { qosPolicyName: 'gold' }],
  ])('%s', async (_, changes) => {
    const answer = await create(changes);
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  });
});

describe('a volume is refused with', () => {
  test.each<[string, object, string]>([
    ['a name of 254 characters', { name: 'x'.repeat(254) }, 'name: must be at most 253'],
    ['an empty name', { name: '' }, 'name: must not be empty'],
    ['a name with other characters', { name: 'ä' }, 'name: may only contain letters'],
    ['17 labels', labels(17), 'labels: must be at most 16'],
    ['a label twice', labels(2, { key: 'k' }), 'labels: label key "k" is given twice'],
    ['an empty label key', labels(1, { key: '' }), 'labels: label key "" must not be empty'],
    ['a label with a space', labels(1, { value: 'a b' }), 'labels: label value "a b" may only'],
    ['a label without a value', { labels: [{ key: 'k' }] }, 'labels[0].value: is required'],
    ['an empty ACL', { acl: { values: [] } }, 'acl.values: must name at least one host'],
    [
      'everybody and a host',
      { acl: { values: ['ALLOW_ANY', 'a'] } },
      'acl.values: ALLOW_ANY and ALLOW_NONE must stand alone',
    ],
    ['a host twice', { acl: { values: ['a', 'a'] } }, 'acl.values: "a" is given twice'],
    ['17 addresses', ipAcl(...addresses(17)), 'IPAcl.values: must be at most 16'],
    ['a network for an address', ipAcl('10.0.0.0/8'), 'IPAcl.values: "10.0.0.0/8" is not an IP'],
    ['nobody and an address', ipAcl('ALLOW_NONE', '10.0.0.1'), 'IPAcl.values: ALLOW_ANY and'],
    ['four replicas', { replicaCount: 4 }, 'replicaCount: must be 1, 2 or 3'],
    [
      'a placement of two replicas',
      { replicaCount: 2, ...placed(['FD', 'rack-1']) },
      'placementRestrictions: FD and PrimaryFD need a replicaCount of 1',
    ],
    [
      '26 places',
      placed(...Array.from({ length: 26 }, () => ['FD', 'rack-1'] as const)),
      'placementRestrictions: must be at most 25',
    ],
    [
      'a place of 101 characters',
      placed(['FD', 'x'.repeat(101)]),
      'placementRestrictions[0].labelValueKeyPairs[0].value: must be at most 100',
    ],
    [
      'a place that is none',
      placed(['FD', 'rack-9']),
      'placementRestrictions: there is no failure domain rack-9',
    ],
    [
      'a label for a place',
      placed(['Rack', 'rack-1']),
      'placementRestrictions[0].labelValueKeyPairs[0].key: must be FD',
    ],
    [
      'another cluster',
      placed(['ClusterID', crypto.randomUUID()]),
      'placementRestrictions: ClusterID',
    ],
    ['an unknown QoS policy', { qosPolicyName: 'none' }, 'qosPolicyName: there is no QoS policy'],
    ['an unknown project', { projectName: 'none' }, 'projectName: there is no project'],
    ['no project', { projectName: undefined }, 'projectName: is required'],
    [
      'an unknown snapshot',
      { sourceSnapshotName: 'none' },
      'sourceSnapshotName: there is no snapshot',
    ],
    ['a snapshot that is no UUID', { sourceSnapshotUUID: 'x' }, 'sourceSnapshotUUID: must be a'],
  ])('%s: 400, code 3, with the field and the rule', async (_, changes, message) => {
    const answer = await create(changes);
    expect([answer.status, answer.json['code']]).toEqual([400, 3]);
    expect(answer.json['message']).toContain(message);
  });

  test('more than the cluster can hold: 429, code 8', async () => {
    const answer = await create({ size: '500 PiB' });
    expect([answer.status, answer.json['code']]).toEqual([429, 8]);
    expect(answer.json['message']).toMatch(/^size: .* are left$/);
  });
});

describe('an update', () => {
  test.each<[string, object, string]>([
    ['a smaller size without Force', { size: '1 gib' }, 'size: shrinking below 4 GiB needs Force'],
    ['Force as a text', { size: '1 gib', Force: 'true' }, 'Force: must be'],
    ['a taken kind of name', { newName: 'a/b' }, 'newName: may only contain'],
    ['an empty ACL', { acl: { values: [] } }, 'acl.values: must name'],
    ['17 labels', labels(17), 'labels: must be at most 16'],
    ['an unknown QoS policy', { qosPolicyUUID: crypto.randomUUID() }, 'qosPolicyUUID: there is'],
    ['nothing', {}, 'the request changes nothing'],
  ])('with %s is 400 and says why', async (_, body, message) => {
    const { json } = await create();
    clock.advance(2000);
    const answer = await send('PUT', `/volumes/${String(json['UUID'])}`, { body });
    expect([answer.status, answer.json['code']]).toEqual([400, 3]);
    expect(answer.json['message']).toContain(message);
  });

  test('to a smaller size is made with Force', async () => {
    const { json } = await create();
    clock.advance(2000);
    const path = `/volumes/${String(json['UUID'])}`;
    const shrink = { size: '1 gib', Force: true };
    expect((await send('PUT', path, { body: shrink })).status).toBe(200);
    clock.advance(1000);
    expect((await send('GET', path)).json).toMatchObject({ size: '1073741824' });
  });
});

test('a clone is no smaller than its snapshot', async () => {
  const { json } = await create({ size: '6 gib' });
  clock.advance(2000);
  const body = { name: 'sized', sourceVolumeUUID: json['UUID'] };
  expect((await send('POST', '/projects/default/snapshots', { body })).status).toBe(200);
  clock.advance(2000);
  const small = await create({ size: '5 gib', sourceSnapshotName: 'sized' });
  expect(small.status).toBe(400);
  expect(small.json['message']).toBe("size: must be at least 6 GiB, the snapshot's size");
  expect((await create({ size: '6 gib', sourceSnapshotName: 'sized' })).status).toBe(200);
});
