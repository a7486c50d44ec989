import { DENIED, get, invalid, OK, UNKNOWN_UUID, unknownTo, VOLUMES } from './write.ts';
import type { Expected, Row } from './row.ts';

const list = (query: string, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'listVolumes',
  name: query.slice(0, 60),
  request: get(`${VOLUMES}?${query}`),
  expect,
  ...rest,
});

const withBadValues = (
  name: string,
  values: readonly string[],
  expect: Expected = invalid(name),
): Row[] => values.map((value) => list(`${name}=${value}`, expect));

export const listVolumesRows: readonly Row[] = [
  ...withBadValues('UUID', ['abc', '123', `${UNKNOWN_UUID}0`, `%7B${UNKNOWN_UUID}%7D`]),
  ...withBadValues('offsetUUID', ['abc', '-1', '%00']),
  ...withBadValues('snapshotUUID', ['abc', '%27%20or%201%3D1']),
  ...withBadValues('limit', [
    '',
    '0',
    '-1',
    'abc',
    '1e3',
    '1.5',
    '0x10',
    '9223372036854775808',
    '%201',
  ]),
  ...withBadValues('showAll', ['', 'yes', 'no', '2', 'tRUE', 'null']),
  ...withBadValues('name', [
    'n'.repeat(254),
    '..%2F..%2Fetc',
    '%3Cscript%3E',
    'a%20b',
    '%00',
    '%E2%98%83',
  ]),
  ...withBadValues('projectName', ['a%00b', 'A', '..', '%3Cimg%3E', 'p'.repeat(64)]),
  list('limit=1001', OK),
  list('limit=9223372036854775807', OK),
  list(`offsetUUID=${UNKNOWN_UUID}&limit=1`, OK),
  list('UUID=&name=&offsetUUID=&snapshotUUID=&limit=1', OK),
  list('projectName=globex', DENIED, { as: 'viewer' }),
  list('projectName=nowhere', DENIED, { as: 'viewer' }),
  list('limit=1', invalid('projectName', 'required'), { as: 'viewer' }),
  list('projectName=', invalid('projectName', 'required'), { as: 'viewer' }),
  list('projectName=acme&limit=1', OK, { as: 'viewer' }),
  // No 404 is documented for a list: a project that is not there has no volumes.
  list('projectName=nowhere', { ...OK, text: '{"volumes":[]}' }),
  list('limit=1&limit=abc', OK, { on: { bff: invalid('limit', 'more than once') } }),
  list('limit=abc&limit=1', invalid('limit')),
  list('limit=1&frobnicate=1', OK, { on: { bff: unknownTo('frobnicate') } }),
  list('LIMIT=1', OK, { on: { bff: unknownTo('LIMIT') } }),
  list('__proto__=1&limit=1', OK, { on: { bff: unknownTo('__proto__') } }),
  list('limit[]=1', OK, { on: { bff: unknownTo('limit[]') } }),
];
