import {
  DENIED,
  invalid,
  invalidAsAWhole,
  NOT_FOUND,
  OK,
  put,
  UNKNOWN_UUID,
  unknownTo,
  VOLUME,
  VOLUMES,
  omitHeaders,
} from './write.ts';
import type { Expected, Row } from './row.ts';

const update = (name: string, body: unknown, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'updateVolume',
  name,
  request: put(VOLUME, body),
  needs: 'available',
  expect,
  ...rest,
});
const updateIf = (
  name: string,
  ifMatch: string,
  expect: Expected,
  needs: Row['needs'] = 'available',
): Row =>
  update(name, { size: '2 gib' }, expect, {
    request: put(VOLUME, { size: '2 gib' }, { 'if-match': ifMatch }),
    ...(needs === undefined ? {} : { needs }),
  });

const BUSY: Expected = { status: 503, code: 14, headers: { 'retry-after': '' } };
const NOT_IN_THIS_STATE: Expected = { status: 400, code: 9 };
const NO_CHANGE = invalidAsAWhole('changes nothing');
const STALE: Expected = { status: 412, code: 9 };
const GROW = { size: '2 gib' };

/** What a volume has and nobody can set: on the wire an unknown field, which the BFF refuses. */
const readOnly = (field: string, value: unknown): Row =>
  update(`the read-only ${field}`, { [field]: value }, NO_CHANGE, {
    on: { bff: unknownTo(field) },
  });

const ofFields: readonly Row[] = [
  update('no body', '', NO_CHANGE),
  update('nothing in it', {}, NO_CHANGE),
  update('null', 'null', NO_CHANGE, { on: { bff: invalidAsAWhole('object') } }),
  update('a list', '[]', invalidAsAWhole('object')),
  update('no JSON', '{size', invalidAsAWhole('JSON')),
  readOnly('nsid', 5),
  readOnly('state', 'Available'),
  readOnly('replicaCount', 3),
  readOnly('ETag', '7'),
  readOnly('sectorSize', 512),
  ...['', '0', '-1', 'abc', '4 xb', '9223372036854775807'].map((size) =>
    update(`size "${size}"`, { size }, invalid('size')),
  ),
  update('size as a number', { size: 2_147_483_648 }, invalid('size', 'string')),
  update('a smaller size', { size: '4096' }, invalid('size', 'Force')),
  update('a smaller size, not by force', { size: '4096', Force: false }, invalid('size', 'Force')),
  update('force as text', { ...GROW, Force: 'yes' }, invalid('Force')),
  update(
    'a size for which there is no room',
    { size: '4000 pib' },
    { status: 429, code: 8, field: 'size' },
  ),
  update('ACL that is empty', { acl: { values: [] } }, invalid('acl.values')),
  update('ACL as a list', { acl: ['h'] }, invalid('acl')),
  update(
    'ACL of everybody and a host',
    { acl: { values: ['ALLOW_ANY', 'h'] } },
    invalid('acl.values'),
  ),
  update('IP-ACL with a network', { IPAcl: { values: ['10.0.0.0/8'] } }, invalid('IPAcl.values')),
  update('compression as a boolean', { compression: true }, invalid('compression')),
  update('a label with a space', { labels: [{ key: 'a b', value: 'v' }] }, invalid('labels')),
  update(
    'QoS policy that is not there',
    { qosPolicyName: 'no-such-policy' },
    invalid('qosPolicyName'),
  ),
  update('QoS policy by a UUID that is none', { qosPolicyUUID: 'gold' }, invalid('qosPolicyUUID')),
  update('new name that is empty', { newName: '' }, invalid('newName')),
  update('new name with a slash', { newName: 'a/b' }, invalid('newName')),
  update('the name of another volume', { newName: '{{other}}' }, { status: 409, code: 6 }),
];

const ofVolumes: readonly Row[] = [
  update('UUID that is none', GROW, invalid('UUID'), { request: put(`${VOLUMES}/abc`, GROW) }),
  update('UUID of nothing', GROW, NOT_FOUND, { request: put(`${VOLUMES}/${UNKNOWN_UUID}`, GROW) }),
  update('neither UUID nor name', GROW, invalid('UUID', 'name'), {
    request: put(`${VOLUMES}/`, GROW),
  }),
  update('name without a project', GROW, invalid('projectName'), {
    request: put(`${VOLUMES}/`, { ...GROW, name: 'a' }),
  }),
  update('name that nothing has', GROW, NOT_FOUND, {
    request: put(`${VOLUMES}/`, { ...GROW, name: 'nothing-has-it', projectName: 'default' }),
  }),
  update('another name', { ...GROW, name: 'another' }, invalid('name')),
  update('another project', { ...GROW, projectName: 'globex' }, NOT_FOUND),
  update('by a viewer who sees it', GROW, DENIED, { needs: 'viewed', as: 'viewer' }),
  // Who may change nothing is refused whatever the volume; to who may change some, those of others are not there.
  update('by a viewer who does not see it', GROW, DENIED, { as: 'viewer' }),
  update('by a viewer, UUID of nothing', GROW, DENIED, {
    as: 'viewer',
    request: put(`${VOLUMES}/${UNKNOWN_UUID}`, GROW),
  }),
  update('by the admin of another project', GROW, NOT_FOUND, { as: 'editor' }),
  update('by a project’s admin, UUID of nothing', GROW, NOT_FOUND, {
    as: 'editor',
    request: put(`${VOLUMES}/${UNKNOWN_UUID}`, GROW),
  }),
  update('of another project, as of one’s own', { ...GROW, projectName: 'acme' }, NOT_FOUND, {
    as: 'editor',
  }),
  update('by the admin of another project, who names its own', GROW, DENIED, {
    as: 'editor',
    request: put(VOLUME, { ...GROW, projectName: 'default' }),
  }),
  update('by its project’s admin', { size: '2 gib' }, OK, { as: 'editor', needs: 'edited' }),
  update('while it is Creating', GROW, BUSY, { needs: 'creating' }),
  update('while it is Updating', { size: '3 gib' }, BUSY, { needs: 'updating' }),
  update('while it is Deleting', GROW, NOT_IN_THIS_STATE, { needs: 'deleting' }),
  update('once it has Failed', { size: '4 tib' }, NOT_IN_THIS_STATE, { needs: 'failed' }),
];

const ofHeaders: readonly Row[] = [
  updateIf('If-Match of a former ETag', '0', STALE),
  updateIf('If-Match of a former ETag, quoted', '"0"', STALE),
  updateIf('If-Match that is no ETag', 'abc, def', STALE),
  updateIf('If-Match that is weak', 'W/"1"', invalid('If-Match')),
  updateIf('If-Match as it is', '{{ETag}}', OK, 'fresh'),
  updateIf('If-Match as it is, quoted', '"{{ETag}}"', OK, 'fresh'),
  update('without If-Match', GROW, OK, {
    request: omitHeaders(put(VOLUME, GROW), 'if-match'),
    needs: 'fresh',
    on: { bff: { status: 428, code: 9, text: 'If-Match' } },
  }),
  update('as text', GROW, OK, {
    request: put(VOLUME, GROW, { 'content-type': 'text/plain' }),
    needs: 'fresh',
    on: { bff: { status: 415, code: 3 } },
  }),
  update('of unknown length', GROW, OK, {
    request: put(VOLUME, GROW, { 'transfer-encoding': 'chunked' }),
    needs: 'fresh',
    on: { bff: { status: 411, code: 3 } },
  }),
  update('the project in the query alone, which a PUT does not read', GROW, OK, {
    request: put(`${VOLUME}?projectName=nowhere`, GROW),
    needs: 'fresh',
    on: { bff: unknownTo('projectName') },
  }),
];

export const updateVolumeRows: readonly Row[] = [...ofFields, ...ofVolumes, ...ofHeaders];
