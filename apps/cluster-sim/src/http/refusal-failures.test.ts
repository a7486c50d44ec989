import { expect, test } from 'vitest';
import { GRPC_CODE, type GrpcCodeName } from '@asterism/api-types/common/failure';
import { failureOf, type AnyRefusal } from './refusal-failures.ts';

const UUID = '4f9c8f70-66a9-4b5c-8a14-3d9a6d1f4a11';
const GIB = 2n ** 30n;
const SCOPE = 'qoSRateLimitPolicy.projectsNamesScope';

type Answer = readonly [status: number, code: GrpcCodeName, message: string];
type Reason = AnyRefusal['reason'];
type DataOf<R extends Reason> = Omit<Extract<AnyRefusal, { reason: R }>, 'reason'>;

/** What the wire shows of a refusal. */
function wireOf(refusal: AnyRefusal) {
  const { kind: _, ...wire } = failureOf(refusal);
  return wire;
}

/** What a client of a cluster reads for each reason: an example of its data, and the answer. Total, as the reasons are. */
const ANSWERS: { readonly [R in Reason]: readonly [DataOf<R>, Answer] } = {
  projectForbidden: [
    { access: 'view', projectName: 'acme' },
    [403, 'permissionDenied', `the token's roles do not allow to see what is in project "acme"`],
  ],
  projectNotFound: [{ name: 'acme' }, [404, 'notFound', 'there is no project "acme"']],
  projectUnknown: [
    { projectName: 'acme' },
    [400, 'invalidArgument', 'projectName: there is no project "acme"'],
  ],
  projectExists: [
    { name: 'acme' },
    [409, 'alreadyExists', 'name: a project "acme" already exists'],
  ],
  projectPermanent: [
    { name: 'default' },
    [400, 'invalidArgument', 'name: the project default must not be deleted'],
  ],
  projectNotEmpty: [
    { name: 'acme', contentUUID: UUID },
    [400, 'failedPrecondition', `the project "acme" is not empty: it has ${UUID}`],
  ],
  projectNeededForName: [
    {},
    [400, 'invalidArgument', 'projectName: is required to find a volume by name'],
  ],
  projectNeededByTenant: [
    {},
    [400, 'invalidArgument', 'projectName: is required unless you are a cluster admin'],
  ],
  defaultPolicyUnknown: [
    { index: 1, policyType: 'snapshot', policyUUID: UUID },
    [400, 'invalidArgument', `defaultPolicies[1].policyUUID: there is no snapshot policy ${UUID}`],
  ],
  roleNotFound: [{ name: 'boss' }, [404, 'notFound', 'there is no role "boss" in the project']],
  uuidOrNameNeeded: [
    { field: 'UUID' },
    [400, 'invalidArgument', 'UUID: a UUID or a name is required'],
  ],
  nameInUse: [
    { kind: 'snapshot', name: 'snap', projectName: 'acme' },
    [409, 'alreadyExists', 'name: a snapshot "snap" already exists in project "acme"'],
  ],
  limitTooLow: [{}, [400, 'invalidArgument', 'limit: must be at least 1']],
  etagWeak: [{}, [400, 'invalidArgument', 'If-Match: must be a strong ETag, without "W/"']],
  etagMismatch: [
    { kind: 'volume', etag: '17', given: '"16"' },
    [412, 'failedPrecondition', 'ETag mismatch: the volume has changed; its ETag is 17, not "16"'],
  ],
  volumeNotFound: [{ wanted: 'pg' }, [404, 'notFound', 'there is no volume "pg"']],
  volumeNotInProject: [
    { field: 'sourceVolumeName', wanted: 'pg' },
    [404, 'notFound', 'sourceVolumeName: there is no volume "pg" in the project'],
  ],
  volumeToSetNotFound: [{ UUID }, [404, 'notFound', `UUID: there is no volume ${UUID}`]],
  volumeStateMissing: [
    {},
    [400, 'invalidArgument', 'state: a state or a protectionState is required'],
  ],
  volumeNameMismatch: [
    {},
    [400, 'invalidArgument', 'name: is not the name of the volume with this UUID'],
  ],
  volumeState: [
    { state: 'Failed', rule: 'The volume has failed.' },
    [400, 'failedPrecondition', 'The volume has failed.'],
  ],
  volumeUnchanged: [{}, [400, 'invalidArgument', 'the request changes nothing about the volume']],
  sizeInvalid: [{ rule: 'is too large' }, [400, 'invalidArgument', 'size: is too large']],
  sizeBelowSnapshot: [
    { snapshotBytes: 6n * GIB },
    [400, 'invalidArgument', "size: must be at least 6 GiB, the snapshot's size"],
  ],
  shrinkNotForced: [
    { currentBytes: 10n * GIB },
    [400, 'invalidArgument', 'size: shrinking below 10 GiB needs Force'],
  ],
  capacityExceeded: [
    { neededBytes: 3n * GIB, freeBytes: GIB / 2n },
    [429, 'resourceExhausted', 'size: 3 GiB with all replicas do not fit, 512 MiB are left'],
  ],
  placementTooLong: [
    { maxPairs: 25 },
    [400, 'invalidArgument', 'placementRestrictions: must be at most 25 pairs'],
  ],
  placementOtherCluster: [
    { clusterId: UUID },
    [400, 'invalidArgument', `placementRestrictions: ClusterID ${UUID} is not this cluster`],
  ],
  failureDomainUnknown: [
    { domain: 'rack-9', known: ['rack-1', 'rack-2'] },
    [
      400,
      'invalidArgument',
      'placementRestrictions: there is no failure domain rack-9, only rack-1, rack-2',
    ],
  ],
  placementOfReplicas: [
    {},
    [400, 'invalidArgument', 'placementRestrictions: FD and PrimaryFD need a replicaCount of 1'],
  ],
  placementOfClone: [
    {},
    [
      400,
      'invalidArgument',
      'placementRestrictions: FD and PrimaryFD are not for clones of snapshots',
    ],
  ],
  replicasTooMany: [
    { maxReplicas: 3 },
    [400, 'invalidArgument', "replicaCount: must be at most 3, the cluster's current maximum"],
  ],
  replicasNotPlaceable: [
    {},
    [
      400,
      'invalidArgument',
      'replicaCount: there are not enough active nodes in different failure domains',
    ],
  ],
  snapshotNotFound: [
    { wanted: 'snap' },
    [404, 'notFound', 'there is no snapshot "snap" in the project'],
  ],
  snapshotUnknown: [
    { field: 'sourceSnapshotName', wanted: 'snap' },
    [400, 'invalidArgument', 'sourceSnapshotName: there is no snapshot "snap" in the project'],
  ],
  snapshotState: [
    { state: 'Deleting', rule: 'The snapshot is already being deleted.' },
    [400, 'failedPrecondition', 'The snapshot is already being deleted.'],
  ],
  snapshotInUse: [
    { UUID },
    [409, 'aborted', `there is another ongoing task for the snapshot ${UUID}`],
  ],
  snapshotOfOtherVolume: [
    { field: 'srcSnapshotUUID' },
    [400, 'invalidArgument', 'srcSnapshotUUID: is a snapshot of another volume'],
  ],
  qosPolicyNotFound: [{ wanted: 'gold' }, [404, 'notFound', 'there is no QoS policy "gold"']],
  qosPolicyUnknown: [
    { field: 'qosPolicyName', wanted: 'gold', projectName: 'acme' },
    [400, 'invalidArgument', 'qosPolicyName: there is no QoS policy "gold" for project "acme"'],
  ],
  qosPolicyExists: [
    { name: 'gold' },
    [409, 'alreadyExists', 'name: a QoS policy "gold" already exists'],
  ],
  qosPolicyInUse: [
    { name: 'gold', volumeUUID: UUID },
    [400, 'failedPrecondition', `the QoS policy "gold" is in use by volume ${UUID}`],
  ],
  policyScopeEmpty: [
    {},
    [400, 'invalidArgument', `${SCOPE}: must name at least one project when the policy is Scoped`],
  ],
  policyScopeNotAllowed: [
    {},
    [400, 'invalidArgument', `${SCOPE}: must be empty unless the policy is Scoped`],
  ],
  policyScopeUnknown: [
    { projectName: 'acme' },
    [400, 'invalidArgument', `${SCOPE}: there is no project "acme"`],
  ],
  resourcePolicyNotFound: [
    { UUID },
    [404, 'notFound', `there is no resource policy ${UUID} in the project`],
  ],
  resourcePolicyExists: [
    { name: 'daily' },
    [409, 'alreadyExists', 'name: a resource policy "daily" already exists in the project'],
  ],
  credentialNotFound: [
    { projectName: 'system', ID: 'cf-1' },
    [404, 'notFound', 'there is no credential "system:cf-1"'],
  ],
  credentialExists: [
    { projectName: 'system', ID: 'cf-1' },
    [409, 'alreadyExists', 'ID: a credential "system:cf-1" already exists'],
  ],
  payloadInvalid: [
    { problem: 'tooSmall' },
    [400, 'invalidArgument', 'payload: must be an RSA key of at least 2048 bits'],
  ],
  nodeNotFound: [{ UUID }, [404, 'notFound', `there is no node ${UUID}`]],
  serverNotFound: [{ UUID }, [404, 'notFound', `there is no server ${UUID}`]],
  nvmeDeviceNotFound: [{ serial: 'S1' }, [404, 'notFound', 'there is no drive "S1"']],
  hostNotFound: [{ hostNQN: 'nqn.a' }, [404, 'notFound', 'there is no connected host "nqn.a"']],
  tokenMissing: [{}, [401, 'unauthenticated', 'authentication failed: a bearer token is required']],
  tokenUnreadable: [{}, [401, 'unauthenticated', 'authentication failed: the token is not a JWT']],
  tokenExpired: [{}, [401, 'unauthenticated', 'authentication failed: the token has expired']],
  keyIdMalformed: [
    {},
    [
      401,
      'unauthenticated',
      'authentication failed: kid must be of the form <project>:<credential ID>',
    ],
  ],
  keyUnknown: [
    { scope: 'system', ID: 'cf-1' },
    [401, 'unauthenticated', 'authentication failed: there is no key system:cf-1'],
  ],
  claimInvalid: [
    { rule: 'missing required "exp" claim' },
    [401, 'unauthenticated', 'authentication failed: missing required "exp" claim'],
  ],
  claimsMistyped: [
    {},
    [401, 'unauthenticated', 'authentication failed: sub must be a text and roles a list of texts'],
  ],
  algorithmNotAllowed: [
    {},
    [401, 'unauthenticated', 'authentication failed: the token is not signed with RS256'],
  ],
  signatureInvalid: [
    {},
    [
      401,
      'unauthenticated',
      'authentication failed: the token is not signed with the key that its kid names',
    ],
  ],
  roleForeign: [
    { scope: 'acme', role: 'globex:admin' },
    [
      401,
      'unauthenticated',
      'authentication failed: a key of acme must not sign the role globex:admin',
    ],
  ],
};

test.each(Object.entries(ANSWERS))(
  'the reason %s has its status, its code and its sentence',
  (reason, [data, [status, code, message]]) => {
    // Object.entries forgets that each reason stands beside its own data.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const refusal = { reason, ...data } as AnyRefusal;
    expect(wireOf(refusal)).toEqual({ status, code: GRPC_CODE[code], message });
  },
);

test('a change refused in a project says so of the change', () => {
  const refusal = { reason: 'projectForbidden', access: 'change', projectName: 'acme' } as const;
  expect(failureOf(refusal).message).toBe(
    `the token's roles do not allow to change what is in project "acme"`,
  );
});

test('a project that the path or the body names is refused with the field', () => {
  const refusal = { reason: 'projectNotFound', name: 'acme', field: 'projectName' } as const;
  expect(failureOf(refusal)).toMatchObject({
    status: 404,
    message: 'projectName: there is no project "acme"',
  });
});

test.each([
  ['Creating', 503, 14, 1],
  ['Updating', 503, 14, 1],
  ['Rollback', 409, 10, undefined],
  ['Deleting', 400, 9, undefined],
  ['Failed', 400, 9, undefined],
] as const)(
  'a volume that is %s refuses with status %i, code %i, and Retry-After %s',
  (state, status, code, retryAfterSeconds) => {
    const refused = wireOf({ reason: 'volumeState', state, rule: 'not now' });
    const retry = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
    expect(refused).toEqual({ status, code, message: 'not now', ...retry });
  },
);

test('a snapshot that is Creating refuses with 503 and Retry-After', () => {
  const refused = wireOf({ reason: 'snapshotState', state: 'Creating', rule: 'not now' });
  expect(refused).toEqual({ status: 503, code: 14, message: 'not now', retryAfterSeconds: 1 });
});
