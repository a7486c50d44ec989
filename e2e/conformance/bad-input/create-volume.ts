import {
  invalid,
  invalidAsAWhole,
  post,
  unknownTo,
  volumeBody,
  VOLUMES,
  OK,
  DENIED,
} from './write.ts';
import type { Expected, Row } from './row.ts';

const create = (
  name: string,
  changes: Readonly<Record<string, unknown>>,
  expect: Expected,
  rest: Partial<Row> = {},
): Row => ({
  operation: 'createVolume',
  name,
  request: post(VOLUMES, volumeBody(changes)),
  expect,
  ...rest,
});
const raw = (name: string, body: string, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'createVolume',
  name,
  request: post(VOLUMES, body),
  expect,
  ...rest,
});

const values = (...list: readonly unknown[]) => ({ values: list });
const labels = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: 'v' }));
const addresses = (count: number) =>
  Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`);
const placement = (key: string, value: string, operator = 'In') => [
  { operator, labelValueKeyPairs: [{ key, value }] },
];

const ofNames: readonly Row[] = [
  create('no name', { name: undefined }, invalid('name', 'is required')),
  create('name null', { name: null }, invalid('name')),
  create('name empty', { name: '' }, invalid('name', 'must not be empty')),
  create('name of 254 characters', { name: 'n'.repeat(254) }, invalid('name', '253')),
  create('name with dots and slashes', { name: '../etc/passwd' }, invalid('name')),
  create('name not in ASCII', { name: 'größe' }, invalid('name')),
  create('name with a tag', { name: '<script>alert(1)</script>' }, invalid('name')),
  create('name with a space', { name: 'a b' }, invalid('name')),
  create('name with a line break', { name: 'a\r\nb' }, invalid('name')),
  create('name with a NUL', { name: 'a\u0000b' }, invalid('name')),
  create('name as a number', { name: 5 }, invalid('name', 'string')),
  create('name as an object', { name: {} }, invalid('name', 'string')),
  create(
    'name that is taken',
    { name: '{{name}}' },
    { status: 409, code: 6, field: 'name' },
    {
      needs: 'available',
    },
  ),
  create('no project', { projectName: undefined }, invalid('projectName', 'is required')),
  create('project that is not there', { projectName: 'nowhere' }, invalid('projectName')),
  create('project with a NUL', { projectName: 'a\u0000b' }, invalid('projectName')),
  create('project in upper case', { projectName: 'Default' }, invalid('projectName')),
  create('project as a list', { projectName: ['default'] }, invalid('projectName')),
];

const ofSizes: readonly Row[] = [
  create('no size', { size: undefined }, invalid('size')),
  ...[
    '',
    '0',
    '-1',
    'abc',
    '1e9',
    '4 xb',
    '1.5',
    '0x10',
    '1 gb',
    '9223372036854775807',
    '9'.repeat(40),
  ].map((size) => create(`size "${size.slice(0, 24)}"`, { size }, invalid('size'))),
  create('size as a number', { size: 1_073_741_824 }, invalid('size', 'string')),
  create('size as a boolean', { size: true }, invalid('size', 'string')),
  create('size null', { size: null }, invalid('size')),
  create(
    'size for which there is no room',
    { size: '4000 pib' },
    // Of the fleet no cluster can take it, of one cluster it is the room that ends: 503.
    { status: 503, code: 14 },
    { on: { simulator: { status: 429, code: 8, field: 'size' } } },
  ),
];

const ofReplicas: readonly Row[] = [
  create('no replicas', { replicaCount: undefined }, invalid('replicaCount')),
  ...[0, 4, -1, 3.5, 2 ** 32, '3.5', 'abc', '', '0', true, [3]].map((replicaCount) =>
    create(`replicas ${JSON.stringify(replicaCount)}`, { replicaCount }, invalid('replicaCount')),
  ),
];

const ofAccess: readonly Row[] = [
  create('no ACL', { acl: undefined }, invalid('acl')),
  create('ACL null', { acl: null }, invalid('acl')),
  create('ACL as a list', { acl: ['ALLOW_ANY'] }, invalid('acl', 'values')),
  create('ACL as text', { acl: 'ALLOW_ANY' }, invalid('acl')),
  create('ACL without values', { acl: {} }, invalid('acl.values')),
  create('ACL that is empty', { acl: values() }, invalid('acl.values')),
  create('ACL whose values are text', { acl: { values: 'host' } }, invalid('acl.values')),
  create('ACL with a number', { acl: values(7) }, invalid('acl.values[0]')),
  create('ACL with an empty host', { acl: values('') }, invalid('acl.values')),
  create('ACL with a space', { acl: values('a b') }, invalid('acl.values')),
  create(
    'ACL of everybody and a host',
    { acl: values('ALLOW_ANY', 'h') },
    invalid('acl.values', 'alone'),
  ),
  create(
    'ACL of nobody and a host',
    { acl: values('h', 'ALLOW_NONE') },
    invalid('acl.values', 'alone'),
  ),
  create('ACL with a host twice', { acl: values('h', 'h') }, invalid('acl.values', 'twice')),
  create(
    'ACL with a host of 224 characters',
    { acl: values('h'.repeat(224)) },
    invalid('acl.values'),
  ),
  create('IP-ACL that is empty', { IPAcl: values() }, invalid('IPAcl.values')),
  create('IP-ACL as a list', { IPAcl: ['10.0.0.1'] }, invalid('IPAcl')),
  create('IP-ACL of 17', { IPAcl: values(...addresses(17)) }, invalid('IPAcl.values', '16')),
  ...['300.1.1.1', '10.0.0', '10.0.0.0/33', '10.0.0.1:80', 'host', '::g', '', '010.0.0.1'].map(
    (address) =>
      create(`IP-ACL with "${address}"`, { IPAcl: values(address) }, invalid('IPAcl.values')),
  ),
  create(
    'IP-ACL of everybody and one',
    { IPAcl: values('ALLOW_ANY', '10.0.0.1') },
    invalid('IPAcl.values'),
  ),
];

const ofTheRest: readonly Row[] = [
  create('17 labels', { labels: labels(17) }, invalid('labels', '16')),
  create('a label twice', { labels: [...labels(1), ...labels(1)] }, invalid('labels', 'twice')),
  create('a label with a space', { labels: [{ key: 'a b', value: 'v' }] }, invalid('labels')),
  create('a label without a key', { labels: [{ value: 'v' }] }, invalid('labels[0].key')),
  create('a label with an empty value', { labels: [{ key: 'k', value: '' }] }, invalid('labels')),
  create('labels as an object', { labels: { k: 'v' } }, invalid('labels')),
  create('compression as a boolean', { compression: true }, invalid('compression', 'string')),
  create('compression "yes"', { compression: 'yes' }, invalid('compression')),
  create('sector size 1024', { sectorSize: 1024 }, invalid('sectorSize')),
  create('sector size by another name', { sectorSize: '4K' }, invalid('sectorSize')),
  create(
    'placement by a rack',
    { placementRestrictions: placement('Rack', 'r1') },
    invalid('placementRestrictions[0].labelValueKeyPairs[0].key'),
  ),
  create(
    'placement not in',
    { placementRestrictions: placement('FD', 'r1', 'NotIn') },
    invalid('placementRestrictions[0].operator'),
  ),
  create(
    'placement of 101 characters',
    { placementRestrictions: placement('FD', 'r'.repeat(101)) },
    invalid('placementRestrictions[0].labelValueKeyPairs[0].value'),
  ),
  create(
    'placement on a cluster that is not there',
    { placementRestrictions: placement('ClusterID', '00000000-0000-4000-8000-00000000beef') },
    invalid('placementRestrictions'),
  ),
  create(
    'placement in a domain that is not there',
    { placementRestrictions: placement('FD', 'nowhere') },
    invalid('placementRestrictions'),
  ),
  create('placement as text', { placementRestrictions: 'FD' }, invalid('placementRestrictions')),
  create('QoS policy by a UUID that is none', { qosPolicyUUID: 'gold' }, invalid('qosPolicyUUID')),
  create(
    'QoS policy that is not there',
    { qosPolicyName: 'no-such-policy' },
    invalid('qosPolicyName'),
  ),
  create(
    'snapshot by a UUID that is none',
    { sourceSnapshotUUID: 'snap' },
    invalid('sourceSnapshotUUID'),
  ),
  create('by a viewer', { projectName: 'acme' }, DENIED, { as: 'viewer' }),
  create('by a viewer, elsewhere', {}, DENIED, { as: 'viewer' }),
  create('by the admin of another project', {}, DENIED, { as: 'editor' }),
  create('by its project’s admin', { projectName: 'acme' }, OK, { as: 'editor' }),
];

const PROTO = '"__proto__":{"isAdmin":true}';
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);

/** Bodies that are no message. Unknown fields are ignored on the wire and refused by the strict BFF. */
const ofBodies: readonly Row[] = [
  raw('no body', '', invalid('name', 'is required')),
  raw('null', 'null', invalid('name'), { on: { bff: invalidAsAWhole('object') } }),
  raw('nothing in it', '{}', invalid('name')),
  raw('a list', '[]', invalidAsAWhole('object')),
  raw('a list of messages', `[${volumeBody()}]`, invalidAsAWhole('object')),
  raw('text', '"volume"', invalidAsAWhole('object')),
  raw('a number', '5', invalidAsAWhole('object')),
  raw('true', 'true', invalidAsAWhole('object')),
  raw('cut off', '{"name":"a', invalidAsAWhole('JSON')),
  raw('no JSON', 'name=a&size=1', invalidAsAWhole('JSON')),
  raw('NaN', '{"name":"a","replicaCount":NaN}', invalidAsAWhole('JSON')),
  raw('single quotes', "{'name':'a'}", invalidAsAWhole('JSON')),
  raw('a comment', '{/* */"name":"a"}', invalidAsAWhole('JSON')),
  raw('XML', '<volume><name>a</name></volume>', invalidAsAWhole('JSON')),
  raw('a byte order mark', `\uFEFF${volumeBody()}`, invalidAsAWhole('JSON')),
  raw('30,000 levels', `{"name":${deep(30_000)}}`, { status: 400, code: 3 }),
  raw('33 levels in an unknown field', volumeBody().replace('{', `{"x":${deep(33)},`), OK, {
    on: { bff: invalidAsAWhole('32') },
  }),
  raw('__proto__', volumeBody().replace('{', `{${PROTO},`), OK, {
    on: { bff: unknownTo('__proto__') },
  }),
  create('a field that nobody knows', { isAdmin: true }, OK, { on: { bff: unknownTo('isAdmin') } }),
  create('a field in another case', { Name: 'x' }, OK, { on: { bff: unknownTo('Name') } }),
  create('an unknown field inside another', { acl: { values: ['h'], x: 1 } }, OK, {
    on: { bff: unknownTo('acl.x') },
  }),
];

export const createVolumeRows: readonly Row[] = [
  ...ofNames,
  ...ofSizes,
  ...ofReplicas,
  ...ofAccess,
  ...ofTheRest,
  ...ofBodies,
];
