import * as fc from 'fast-check';
import { UNKNOWN_UUID } from '../bad-input/write.ts';

/** HTML that would run where somebody shows it unescaped. */
export const PAYLOAD = '<img src=x onerror=alert(1)>';

/** The UUID of a volume that the run has made; it is put in when the request is sent. */
export const OWN_VOLUME = '{{UUID}}';
/** A name that nothing has had yet, put in likewise. */
export const NEW_NAME = '{{unique}}';

const UUIDS = [OWN_VOLUME, OWN_VOLUME, OWN_VOLUME, UNKNOWN_UUID];
const lists = [['ALLOW_NONE'], ['ALLOW_ANY'], ['nqn.2014-08.org.nvmexpress:uuid:1']];

/** What makes sense in a field of this name, so that requests get past the first check. Nothing that others own. */
const SENSIBLE: Readonly<Record<string, readonly unknown[]>> = {
  UUID: UUIDS,
  offsetUUID: UUIDS,
  snapshotUUID: UUIDS,
  sourceVolumeUUID: UUIDS,
  cid: [UNKNOWN_UUID],
  clusterId: [UNKNOWN_UUID],
  workflowId: [UNKNOWN_UUID],
  name: [NEW_NAME],
  newName: [NEW_NAME],
  projectName: ['default', 'default', 'acme', 'nowhere'],
  size: ['4096', '1 mib', '64 MiB', '1 gib', '1073741825b'],
  replicaCount: [1, 2, 3, '1', '2'],
  limit: ['1', '10', '1000'],
  offset: ['0', '5'],
  showAll: ['true', 'f', '1'],
  acl: lists.map((values) => ({ values })),
  IPAcl: [['ALLOW_ANY'], ['10.0.0.1', '::1']].map((values) => ({ values })),
  labels: [[], [{ key: 'env', value: 'fuzz' }]],
  compression: ['true', 'false', 'enabled'],
  // Nothing listens there: an attach begins, and fails.
  apiEndpoint: ['127.0.0.1:1', 'localhost:1', '10.0.0.1:443', 'host'],
  tlsFingerprint: [Array.from({ length: 32 }, () => 'AB').join(':')],
  pageSize: ['0', '1', '100'],
  retentionTime: ['7200s', '2h'],
  username: ['nobody'],
  password: ['password'],
};

/** What is wrong nearly everywhere: types, limits, and text that some reader takes for more than text. */
const HOSTILE: readonly unknown[] = [
  '',
  ' ',
  PAYLOAD,
  `"${PAYLOAD}`,
  "' or '1'='1",
  '; drop table volumes; --',
  '../../etc/passwd',
  '%2e%2e%2f',
  '{{7*7}}',
  '${jndi:ldap://127.0.0.1/a}',
  'a\r\nSet-Cookie: a=b',
  'a\u0000b',
  '\u001b[31mred',
  '\u202Eevil',
  '\uD800',
  '💾'.repeat(50),
  'x'.repeat(254),
  'x'.repeat(5000),
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-1',
  '0',
  '1e999',
  '9223372036854775807',
  '9223372036854775808',
  '99999999999999999999999999',
  '0x10',
  -1,
  0,
  3.5,
  2 ** 53,
  1e308,
  true,
  null,
  [],
  {},
  [[[]]],
  { values: null },
  { values: [PAYLOAD] },
  { __proto__: null, toString: 1 },
];

export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Something sensible for a field of this name, when there is. */
export function sensible(name: string): fc.Arbitrary<unknown> | undefined {
  const values = Object.hasOwn(SENSIBLE, name) ? SENSIBLE[name] : undefined;
  return values === undefined ? undefined : fc.constantFrom(...values);
}
