import {
  DENIED,
  del,
  get,
  invalid,
  NOT_FOUND,
  NOT_OF_A_CLUSTER,
  OK,
  post,
  unknownTo,
  UNKNOWN_UUID,
} from './write.ts';
import type { Expected, Row } from './row.ts';

const CLUSTERS = '/api/v2/clusters';
const WORKFLOWS = '/api/v2/workflows';

const attach = (name: string, body: unknown, expect: Expected, on: Row['on'] = {}): Row => ({
  operation: 'attachCluster',
  name,
  request: post(CLUSTERS, body),
  expect,
  on: { ...NOT_OF_A_CLUSTER, ...on },
});

/** What is no `<host>:<port>`: refused by its form, no name is looked up. */
const NO_ENDPOINTS = [
  '',
  ' ',
  'host',
  'host:',
  ':443',
  'host:0',
  'host:65536',
  'host:+443',
  'host:443e0',
  'host:0443',
  'host:4 43',
  'host:443 ',
  ' host:443',
  'https://host:443',
  'host:443/api',
  'host:443#x',
  'host:443?x=1',
  'user@host:443',
  'host:443\r\nX-Injected: 1',
  'host\u0000:443',
  '[::1:443',
  '[::g]:443',
  '::1:443',
  'hö.example:443',
  '2130706433:443',
  '0x7f000001:443',
  '127.1:443',
  '010.0.0.1:443',
  `${'h'.repeat(254)}:443`,
  '-host:443',
  'a..b:443',
] as const;

/** Well-formed, and where no cluster may be: one text for all (the stack permits 127.0.0.0/8 alone). */
const NOT_PERMITTED = [
  '0.0.0.0:443',
  '10.0.0.1:443',
  '169.254.169.254:80',
  '100.100.100.200:80',
  '224.0.0.1:443',
  '255.255.255.255:443',
  '[::]:443',
  '[::1]:443',
  '[fe80::1]:443',
  '[ff02::1]:443',
  '[::ffff:169.254.169.254]:80',
  '[64:ff9b::a9fe:a9fe]:80',
] as const;

const attachRows: readonly Row[] = [
  attach('no endpoint', {}, invalid('apiEndpoint', 'required')),
  attach('endpoint null', { apiEndpoint: null }, invalid('apiEndpoint')),
  attach('endpoint as a number', { apiEndpoint: 443 }, invalid('apiEndpoint')),
  attach('endpoint as a list', { apiEndpoint: ['127.0.0.1:443'] }, invalid('apiEndpoint')),
  attach('endpoint in another case', { apiendpoint: '127.0.0.1:443' }, invalid('apiEndpoint')),
  ...NO_ENDPOINTS.map((apiEndpoint) =>
    attach(
      `endpoint ${JSON.stringify(apiEndpoint).slice(0, 40)}`,
      { apiEndpoint },
      invalid('apiEndpoint'),
    ),
  ),
  ...NOT_PERMITTED.map((apiEndpoint) =>
    attach(
      `endpoint ${apiEndpoint}`,
      { apiEndpoint },
      invalid('apiEndpoint', 'address not permitted'),
    ),
  ),
  attach(
    'fingerprint that is none',
    { apiEndpoint: '127.0.0.1:1', tlsFingerprint: 'AB:CD' },
    invalid('tlsFingerprint'),
  ),
  attach(
    'fingerprint in lower case',
    { apiEndpoint: '127.0.0.1:1', tlsFingerprint: 'ab:'.repeat(31) + 'ab' },
    invalid('tlsFingerprint'),
  ),
  { ...attach('by a viewer', { apiEndpoint: '127.0.0.1:1' }, DENIED), as: 'viewer' },
];

const detach = (name: string, cid: string, expect: Expected, rest: Partial<Row> = {}): Row => ({
  operation: 'detachCluster',
  name,
  request: del(`${CLUSTERS}/${cid}`),
  expect,
  on: { ...NOT_OF_A_CLUSTER, ...rest.on },
  ...(rest.as === undefined ? {} : { as: rest.as }),
});

const detachRows: readonly Row[] = [
  detach('id that is no UUID', 'abc', invalid('cid')),
  detach('id with a digit too many', `${UNKNOWN_UUID}0`, invalid('cid')),
  detach('id in braces', `%7B${UNKNOWN_UUID}%7D`, invalid('cid'), { on: { bff: NOT_FOUND } }),
  detach('id that nothing has', UNKNOWN_UUID, NOT_FOUND),
  detach('id that nothing has, in upper case', UNKNOWN_UUID.toUpperCase(), NOT_FOUND),
  detach('id of zeros', '00000000-0000-0000-0000-000000000000', NOT_FOUND),
  detach('by a viewer', UNKNOWN_UUID, DENIED, { as: 'viewer' }),
];

const read = (
  operation: string,
  name: string,
  path: string,
  expect: Expected,
  rest: Partial<Row> = {},
): Row => ({
  operation,
  name,
  request: get(path),
  expect,
  on: { ...NOT_OF_A_CLUSTER, ...rest.on },
  ...(rest.as === undefined ? {} : { as: rest.as }),
});

/** A token that nobody has given: base64, of the right length, and of our own making. */
const FORGED = encodeURIComponent(Buffer.alloc(30, 0xfb).toString('base64'));

const workflowRows: readonly Row[] = [
  ...['abc', '', '1.5', '-1', '1e2', '%20', '0x1'].map((pageSize) =>
    read(
      'listWorkflows',
      `pageSize=${pageSize}`,
      `${WORKFLOWS}?pageSize=${pageSize}`,
      invalid('pageSize'),
    ),
  ),
  ...['0', '1', '100', '101', '999999999'].map((pageSize) =>
    read('listWorkflows', `pageSize=${pageSize}`, `${WORKFLOWS}?pageSize=${pageSize}`, OK),
  ),
  ...[
    'abc',
    '%C3%A9',
    '-_-_',
    'a%20b',
    FORGED,
    FORGED.replaceAll('%2B', '-'),
    'A'.repeat(10_240),
  ].map((token, index) =>
    read(
      'listWorkflows',
      `nextPageToken ${index + 1}: ${token.slice(0, 12)}`,
      `${WORKFLOWS}?nextPageToken=${token}`,
      invalid('nextPageToken'),
    ),
  ),
  read('listWorkflows', 'a parameter twice', `${WORKFLOWS}?pageSize=1&pageSize=x`, OK, {
    on: { bff: invalid('pageSize', 'more than once') },
  }),
  read('listWorkflows', 'an unknown parameter', `${WORKFLOWS}?state=FAILED`, OK, {
    on: { bff: unknownTo('state') },
  }),
  read('listWorkflows', 'by a viewer', WORKFLOWS, DENIED, { as: 'viewer' }),
  read(
    'listWorkflows',
    'with a slash behind it',
    `${WORKFLOWS}/`,
    { status: 404, isPlain: true },
    {
      on: { bff: NOT_FOUND, ...NOT_OF_A_CLUSTER },
    },
  ),
  read('getWorkflow', 'id that is no UUID', `${WORKFLOWS}/abc`, invalid('workflowId')),
  read('getWorkflow', 'id that nothing has', `${WORKFLOWS}/${UNKNOWN_UUID}`, NOT_FOUND),
  read('getWorkflow', 'by a viewer', `${WORKFLOWS}/${UNKNOWN_UUID}`, DENIED, { as: 'viewer' }),
];

const otherRows: readonly Row[] = [
  read('listClusters', 'an unknown parameter', `${CLUSTERS}?a=1`, OK, {
    on: { bff: unknownTo('a') },
  }),
  read('listClusters', 'by a viewer', CLUSTERS, DENIED, { as: 'viewer' }),
  read('getServiceCredentials', 'by a viewer', '/api/v2/cf-service-credentials', DENIED, {
    as: 'viewer',
  }),
  {
    operation: 'getCluster',
    name: 'by a viewer',
    request: get('/api/v2/cluster'),
    as: 'viewer',
    expect: DENIED,
  },
];

export const clusterRows: readonly Row[] = [
  ...attachRows,
  ...detachRows,
  ...workflowRows,
  ...otherRows,
];
