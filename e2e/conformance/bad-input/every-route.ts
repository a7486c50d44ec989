import { gzipSync } from 'node:zlib';
import {
  del,
  get,
  invalid,
  invalidAsAWhole,
  NOT_FOUND,
  NO_METHOD,
  OK,
  onlyBff,
  PLAIN_404,
  PLAIN_405,
  post,
  put,
  UNAUTHENTICATED,
  UNKNOWN_UUID,
  volumeBody,
  VOLUMES,
} from './write.ts';
import type { RawRequest } from '../http/send.ts';
import type { Expected, Row } from './row.ts';

const ONE = `${VOLUMES}/${UNKNOWN_UUID}`;
const CLUSTERS = '/api/v2/clusters';

/** A request for every operation of the reference that takes a token. */
const OPERATIONS: Readonly<Record<string, RawRequest>> = {
  getServiceCredentials: get('/api/v2/cf-service-credentials'),
  listClusters: get(CLUSTERS),
  attachCluster: post(CLUSTERS, {}),
  detachCluster: del(`${CLUSTERS}/${UNKNOWN_UUID}`),
  listWorkflows: get('/api/v2/workflows'),
  getWorkflow: get(`/api/v2/workflows/${UNKNOWN_UUID}`),
  getCluster: get('/api/v2/cluster'),
  listVolumes: get(VOLUMES),
  createVolume: post(VOLUMES, volumeBody()),
  getVolume: get(ONE),
  updateVolume: put(ONE, { size: '2 gib' }),
  deleteVolume: del(ONE),
};

const withHeaders = (request: RawRequest, headers: Record<string, string>): RawRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

/** A token whose signature nobody has made, for somebody who may do everything. */
const FORGED = [
  { alg: 'none', kid: 'system:root' },
  { sub: 'admin', roles: ['system:cluster-admin'], exp: 4_102_444_800 },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .join('.');

const withoutCredentials = Object.entries(OPERATIONS).flatMap(([operation, request]): Row[] => [
  { operation, name: 'without credentials', as: 'nobody', request, expect: UNAUTHENTICATED },
  {
    operation,
    name: 'with a token that is none',
    as: 'nobody',
    request: withHeaders(request, {
      authorization: 'Bearer abc.def.ghi',
      cookie: '__Host-Http-sid=abc',
    }),
    expect: UNAUTHENTICATED,
  },
]);

const any = (
  name: string,
  request: RawRequest,
  expect: Expected,
  rest: Partial<Row> = {},
): Row => ({
  operation: 'any',
  name,
  request,
  expect,
  ...rest,
});

const badCredentials = [
  ['a token that nobody signed', `Bearer ${FORGED}.`],
  ['an empty token', 'Bearer '],
  ['the token without its scheme', FORGED],
  ['HTTP Basic where a token is asked for', 'Basic YWRtaW46YWRtaW4='],
  ['a token of 8 KiB', `Bearer ${'a'.repeat(8192)}`],
].map(([name = '', authorization = '']): Row =>
  any(name, get(VOLUMES, { authorization }), UNAUTHENTICATED, { as: 'nobody' }),
);

const paths: readonly Row[] = [
  ['/api/v2/nope', 'a path that is not there'],
  ['/api/v2/Volumes', 'a path in another case'],
  ['/api/v1/volumes', 'another version'],
  [`${VOLUMES}/${UNKNOWN_UUID}/x`, 'a path that goes on'],
  [`${VOLUMES}/a:verb`, 'a verb'],
].map(([path = '', name = '']) => any(name, get(path), PLAIN_404, { on: { bff: NOT_FOUND } }));

/** Paths that two readers understand differently. The BFF refuses them unread. */
const REFUSED_PATH: Row['on'] = { bff: invalidAsAWhole('path') };
const oddPaths: readonly Row[] = [
  ['/api/v2//volumes', 'an empty segment'],
  [`${VOLUMES}/a%2Fb`, 'an escaped slash'],
  ['/api/v2/x/../volumes', 'dots'],
  ['/api/v2/x/%2e%2e/volumes', 'escaped dots'],
  ['/api/v2/..%2fvolumes', 'escaped dots and slash'],
].map(([path = '', name = '']) => any(name, get(path), PLAIN_404, { on: REFUSED_PATH }));
const oddSegments: readonly Row[] = [
  any('an escaped NUL', get(`${VOLUMES}/a%00b`), invalid('UUID'), { on: REFUSED_PATH }),
  any('an escaped backslash', get(`${VOLUMES}/a%5Cb`), invalid('UUID'), { on: REFUSED_PATH }),
  any(
    'an escape that is none',
    get(`${VOLUMES}/a%zz`),
    { status: 400, code: 3 },
    { on: REFUSED_PATH },
  ),
  any(
    'an escape that is cut off',
    get(`${VOLUMES}/a%`),
    { status: 400, code: 3 },
    { on: REFUSED_PATH },
  ),
  any(
    'bytes that are no UTF-8',
    get(`${VOLUMES}/a%ff`),
    { status: 400, code: 3 },
    { on: { bff: NOT_FOUND } },
  ),
  any('a byte beyond ASCII', get(`${VOLUMES}/\xe9`), { status: 400, isBare: true }),
];

const methods: readonly Row[] = [
  ...['PATCH', 'OPTIONS', 'TRACE', 'DELETE', 'PROPFIND'].map((method) =>
    any(`${method} of the list`, { method, path: VOLUMES }, PLAIN_405, { on: { bff: NO_METHOD } }),
  ),
  any(
    'HEAD of the list',
    { method: 'HEAD', path: VOLUMES },
    { ...PLAIN_405, isBare: true },
    {
      // To a browser HEAD is GET without the body.
      on: { bff: { status: 200, isBare: true } },
    },
  ),
  any('POST to one volume', post(ONE, {}), PLAIN_405, { on: { bff: NO_METHOD } }),
  any('PATCH of one volume', { method: 'PATCH', path: ONE }, PLAIN_405, { on: { bff: NO_METHOD } }),
  any('GET of one cluster', get(`${CLUSTERS}/${UNKNOWN_UUID}`), PLAIN_405, {
    on: { simulator: PLAIN_405, bff: { status: 405, code: 12, headers: { allow: 'DELETE' } } },
  }),
  any('GET of the login', get('/api/v2/cflogin'), PLAIN_405, {
    on: { bff: NOT_FOUND },
  }),
  any('PUT of the clusters', put(CLUSTERS, {}), PLAIN_405, { on: { bff: NO_METHOD } }),
];

const LARGE = volumeBody({ description: 'x'.repeat(66_000) });
const TOO_LARGE: Expected = { status: 413, code: 3 };
const utf16 = Buffer.from(volumeBody(), 'utf16le');
const bomb = gzipSync(Buffer.alloc(8_000_000, '['));

const bodies: readonly Row[] = [
  any('a body of 66 KB', post(VOLUMES, LARGE), TOO_LARGE),
  any(
    'a gzip bomb',
    { ...post(VOLUMES, '', { 'content-encoding': 'gzip' }), body: bomb },
    invalidAsAWhole('JSON'),
    {
      on: { bff: { status: 415, code: 3 } },
    },
  ),
  any('what is said to be gzip', post(VOLUMES, volumeBody(), { 'content-encoding': 'gzip' }), OK, {
    on: { bff: { status: 415, code: 3 } },
  }),
  any(
    'an encoding that nobody knows',
    post(VOLUMES, volumeBody(), { 'content-encoding': 'snappy' }),
    OK,
    {
      on: { bff: { status: 415, code: 3 } },
    },
  ),
  any(
    'a body in UTF-16',
    { ...post(VOLUMES, '', { 'content-type': 'application/json; charset=utf-16' }), body: utf16 },
    invalidAsAWhole('JSON'),
    { on: { bff: { status: 415, code: 3 } } },
  ),
  any(
    'a body in UTF-16 that does not say so',
    { ...post(VOLUMES, ''), body: utf16 },
    invalidAsAWhole('JSON'),
  ),
  any('a body of another type', post(VOLUMES, volumeBody(), { 'content-type': 'text/plain' }), OK, {
    on: { bff: { status: 415, code: 3 } },
  }),
  any(
    'a body of unknown length',
    post(VOLUMES, volumeBody(), { 'transfer-encoding': 'chunked' }),
    OK,
    {
      on: { bff: { status: 411, code: 3 } },
    },
  ),
  any('headers of 17 KB', get(VOLUMES, { 'x-filler': 'x'.repeat(17_000) }), {
    status: 431,
    isBare: true,
  }),
];

/** What a client may expect before it sends a body. Cinder's driver expects nothing, in so many words (lightbits-api §7.1). */
const expectations: readonly Row[] = [
  any('an empty Expect', get(VOLUMES, { expect: '' }), OK),
  any('an empty Expect before a body', post(VOLUMES, volumeBody(), { expect: '' }), OK),
  any('100-Continue before a body', post(VOLUMES, volumeBody(), { expect: '100-Continue' }), OK),
  any('an Expect that nobody knows', post(VOLUMES, volumeBody(), { expect: 'the-best' }), {
    status: 417,
    code: 3,
    field: 'Expect',
    headers: { connection: 'close' },
  }),
];

/** What only a browser can be made to do. */
const ONLY_BFF = onlyBff('no browser sends its credentials here on its own');
const CROSS: Expected = { status: 403, code: 7, text: 'console' };
const crossSite: readonly Row[] = [
  any('a read from another site', get(VOLUMES, { 'sec-fetch-site': 'cross-site' }), CROSS, {
    on: ONLY_BFF,
  }),
  any('a read from a sister site', get(VOLUMES, { 'sec-fetch-site': 'same-site' }), CROSS, {
    on: ONLY_BFF,
  }),
  any(
    'a change from another site',
    post(VOLUMES, volumeBody(), { 'sec-fetch-site': 'cross-site' }),
    CROSS,
    { on: ONLY_BFF },
  ),
  any(
    'a change that was typed in',
    post(VOLUMES, volumeBody(), { 'sec-fetch-site': 'none' }),
    CROSS,
    { on: ONLY_BFF },
  ),
  any(
    'a change from another origin',
    post(VOLUMES, volumeBody(), { origin: 'https://evil.example' }),
    CROSS,
    { on: ONLY_BFF },
  ),
  any('a change from nowhere', post(VOLUMES, volumeBody(), { origin: 'null' }), CROSS, {
    on: ONLY_BFF,
  }),
  any('a query where a body belongs', post(`${VOLUMES}?projectName=default`, volumeBody()), OK, {
    on: { bff: invalid('projectName', 'is not known') },
  }),
  any('a session by the query', get(`${VOLUMES}?sid=abc`), UNAUTHENTICATED, { as: 'nobody' }),
];

export const everyRouteRows: readonly Row[] = [
  ...withoutCredentials,
  ...badCredentials,
  ...paths,
  ...oddPaths,
  ...oddSegments,
  ...methods,
  ...bodies,
  ...expectations,
  ...crossSite,
];
