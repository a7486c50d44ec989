import {
  DENIED,
  del,
  get,
  invalid,
  NOT_FOUND,
  OK,
  PLAIN_404,
  UNKNOWN_UUID,
  unknownTo,
  VOLUME,
  VOLUMES,
  omitHeaders,
} from './write.ts';
import type { Expected, Row } from './row.ts';

const getOne = (name: string, path: string, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'getVolume',
  name,
  request: get(path),
  expect,
  ...rest,
});
const remove = (name: string, path: string, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'deleteVolume',
  name,
  request: del(path),
  expect,
  ...rest,
});

/** In the BFF's paths there are identifiers and nothing else. */
const IN_NO_BFF_PATH: Row['on'] = { bff: NOT_FOUND };

export const getVolumeRows: readonly Row[] = [
  getOne('UUID that is none', `${VOLUMES}/abc`, invalid('UUID')),
  getOne('UUID with a digit too many', `${VOLUMES}/${UNKNOWN_UUID}0`, invalid('UUID')),
  getOne('UUID in braces', `${VOLUMES}/%7B${UNKNOWN_UUID}%7D`, invalid('UUID'), {
    on: IN_NO_BFF_PATH,
  }),
  getOne('UUID with a tag', `${VOLUMES}/%3Cimg%20src=x%3E`, invalid('UUID'), {
    on: IN_NO_BFF_PATH,
  }),
  getOne('UUID with SQL', `${VOLUMES}/1'or'1'='1`, invalid('UUID'), { on: IN_NO_BFF_PATH }),
  getOne('UUID of 4,000 characters', `${VOLUMES}/${'a'.repeat(4000)}`, invalid('UUID')),
  getOne('UUID of nothing', `${VOLUMES}/${UNKNOWN_UUID}`, NOT_FOUND),
  getOne('UUID of nothing, in upper case', `${VOLUMES}/${UNKNOWN_UUID.toUpperCase()}`, NOT_FOUND),
  getOne('UUID of zeros', `${VOLUMES}/00000000-0000-0000-0000-000000000000`, NOT_FOUND),
  getOne('with a slash behind it', `${VOLUMES}/${UNKNOWN_UUID}/`, PLAIN_404, {
    on: IN_NO_BFF_PATH,
  }),
  getOne('neither UUID nor name', `${VOLUMES}/`, invalid('UUID', 'name')),
  getOne('empty name', `${VOLUMES}/?name=&projectName=default`, invalid('UUID', 'name')),
  getOne('name without a project', `${VOLUMES}/?name=a`, invalid('projectName')),
  getOne('name that nothing has', `${VOLUMES}/?name=nothing-has-it&projectName=default`, NOT_FOUND),
  getOne(
    'name that no volume can have',
    `${VOLUMES}/?name=a%20b&projectName=default`,
    invalid('name'),
  ),
  getOne(
    'name of a project that is not there',
    `${VOLUMES}/?name=a&projectName=nowhere`,
    NOT_FOUND,
  ),
  getOne('UUID and another name', `${VOLUME}?name=another`, invalid('name'), {
    needs: 'available',
  }),
  getOne('UUID and another project', `${VOLUME}?projectName=globex`, NOT_FOUND, {
    needs: 'available',
  }),
  getOne('of a project that is not the viewer’s', VOLUME, NOT_FOUND, {
    needs: 'available',
    as: 'viewer',
  }),
  getOne(
    'by name in a project that is not the viewer’s',
    `${VOLUMES}/?name={{name}}&projectName=default`,
    DENIED,
    { needs: 'available', as: 'viewer' },
  ),
  getOne(
    'while it is Deleting',
    VOLUME,
    { status: 200, text: '"Deleting"' },
    { needs: 'deleting' },
  ),
  getOne('an unknown parameter', `${VOLUME}?verbose=1`, OK, {
    needs: 'available',
    on: { bff: unknownTo('verbose') },
  }),
  getOne('the path’s parameter again', `${VOLUME}?UUID=${UNKNOWN_UUID}`, OK, {
    needs: 'available',
    on: { bff: unknownTo('UUID') },
  }),
];

const BUSY: Expected = { status: 503, code: 14, headers: { 'retry-after': '' } };
const NOT_IN_THIS_STATE: Expected = { status: 400, code: 9 };
const STALE: Expected = { status: 412, code: 9 };

const removeIf = (
  name: string,
  ifMatch: string,
  expect: Expected,
  needs: Row['needs'] = 'available',
): Row => ({
  operation: 'deleteVolume',
  name,
  request: del(VOLUME, { 'if-match': ifMatch }),
  expect,
  ...(needs === undefined ? {} : { needs }),
});

export const deleteVolumeRows: readonly Row[] = [
  remove('UUID that is none', `${VOLUMES}/abc`, invalid('UUID')),
  remove('UUID of nothing', `${VOLUMES}/${UNKNOWN_UUID}`, NOT_FOUND),
  remove('with a slash behind it', `${VOLUMES}/${UNKNOWN_UUID}/`, PLAIN_404, {
    on: IN_NO_BFF_PATH,
  }),
  remove('neither UUID nor name', `${VOLUMES}/`, invalid('UUID', 'name')),
  remove('name without a project', `${VOLUMES}/?name=a`, invalid('projectName')),
  remove('name that nothing has', `${VOLUMES}/?name=nothing-has-it&projectName=default`, NOT_FOUND),
  remove(
    'name that no volume can have',
    `${VOLUMES}/?name=a%20b&projectName=default`,
    invalid('name'),
  ),
  remove('UUID and another name', `${VOLUME}?name=another`, invalid('name'), {
    needs: 'available',
  }),
  remove('UUID and another project', `${VOLUME}?projectName=globex`, NOT_FOUND, {
    needs: 'available',
  }),
  remove('by a viewer who sees it', VOLUME, DENIED, { needs: 'viewed', as: 'viewer' }),
  // Who may change nothing is refused whatever the volume; to who may change some, those of others are not there.
  remove('by a viewer who does not see it', VOLUME, DENIED, { needs: 'available', as: 'viewer' }),
  remove('by a viewer, UUID of nothing', `${VOLUMES}/${UNKNOWN_UUID}`, DENIED, { as: 'viewer' }),
  remove('by the admin of another project', VOLUME, NOT_FOUND, {
    needs: 'available',
    as: 'editor',
  }),
  remove('by a project’s admin, UUID of nothing', `${VOLUMES}/${UNKNOWN_UUID}`, NOT_FOUND, {
    as: 'editor',
  }),
  remove('of another project, as of one’s own', `${VOLUME}?projectName=acme`, NOT_FOUND, {
    needs: 'available',
    as: 'editor',
  }),
  remove(
    'by the admin of another project, with the name of its own',
    `${VOLUME}?projectName=default`,
    DENIED,
    { needs: 'available', as: 'editor' },
  ),
  remove('by its project’s admin', VOLUME, OK, { needs: 'edited', as: 'editor' }),
  remove('while it is Creating', VOLUME, BUSY, { needs: 'creating' }),
  remove('while it is Updating', VOLUME, BUSY, { needs: 'updating' }),
  remove('while it is Deleting', VOLUME, NOT_IN_THIS_STATE, { needs: 'deleting' }),
  remove('once it has Failed', VOLUME, NOT_IN_THIS_STATE, { needs: 'failed' }),
  removeIf('If-Match of a former ETag', '0', STALE),
  removeIf('If-Match of a former ETag, quoted', '"0"', STALE),
  removeIf('If-Match that is no ETag', 'abc, def', STALE),
  removeIf('If-Match that is weak', 'W/"1"', invalid('If-Match')),
  removeIf('If-Match as it is', '{{ETag}}', OK, 'fresh'),
  removeIf('If-Match as it is, quoted', '"{{ETag}}"', OK, 'fresh'),
  {
    operation: 'deleteVolume',
    name: 'without If-Match',
    request: omitHeaders(del(VOLUME), 'if-match'),
    needs: 'fresh',
    expect: OK,
    on: { bff: { status: 428, code: 9, text: 'If-Match' } },
  },
  {
    operation: 'deleteVolume',
    name: 'with a body that nobody reads',
    request: { ...del(VOLUME), body: '{"UUID":"x"' },
    needs: 'fresh',
    expect: OK,
  },
  {
    operation: 'deleteVolume',
    name: 'with a body of unknown length',
    request: { ...del(VOLUME, { 'transfer-encoding': 'chunked' }), body: 'GET / HTTP/1.1\r\n\r\n' },
    needs: 'fresh',
    expect: OK,
    on: { bff: { status: 411, code: 3 } },
  },
  {
    operation: 'deleteVolume',
    name: 'an unknown parameter',
    request: del(`${VOLUME}?force=1`),
    needs: 'fresh',
    expect: OK,
    on: { bff: unknownTo('force') },
  },
];
