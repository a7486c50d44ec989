import { failure, type Failure, type GrpcCodeName } from '@asterism/api-types/common/failure';
import { formatBytes } from '@asterism/api-types/rules/size';
import type { SnapshotState } from '@asterism/api-types/rules/snapshot-states';
import type { VolumeState } from '@asterism/api-types/rules/volume-states';
import type { PayloadRefusal } from '../identity/import-credential.ts';
import { SMALLEST_MODULUS_BITS, type KeyProblem } from '../identity/public-key.ts';
import type { TokenRefusal } from '../identity/verify-token.ts';
import type { Refusal, UuidField } from '../model/refusal.ts';

/** Every reason for which a simulated cluster refuses a request. */
export type AnyRefusal = Refusal | TokenRefusal | PayloadRefusal;
type Reason = AnyRefusal['reason'];
type RefusalOf<R extends Reason> = Extract<AnyRefusal, { reason: R }>;

/** How the state of a volume refuses an action: see the reference's Delete and Update volume, and lightbits-api §5. */
const VOLUME_STATE_CODE: Record<VolumeState, GrpcCodeName> = {
  Creating: 'unavailable',
  Updating: 'unavailable',
  Rollback: 'aborted',
  Unknown: 'failedPrecondition',
  Available: 'failedPrecondition',
  Migrating: 'failedPrecondition',
  Deleting: 'failedPrecondition',
  Deleted: 'failedPrecondition',
  Failed: 'failedPrecondition',
};

/** How the state of a snapshot refuses an action (lightbits-api §5, §9 DeleteSnapshot). */
const SNAPSHOT_STATE_CODE: Record<SnapshotState, GrpcCodeName> = {
  Creating: 'unavailable',
  Unknown: 'failedPrecondition',
  Available: 'failedPrecondition',
  Deleting: 'failedPrecondition',
  Deleted: 'failedPrecondition',
  Failed: 'failedPrecondition',
};

const UUID_FIELD_RULE: Record<UuidField, string> = {
  UUID: 'a UUID or a name is required',
  sourceVolumeUUID: 'a UUID or a name of the source volume is required',
  resourceUUID: 'a UUID or a name of a volume is required',
  srcSnapshotUUID: 'a UUID or a name of the snapshot is required',
};

const KEY_RULE: Record<KeyProblem, string> = {
  notBase64: 'must be base64',
  notPem: 'must be a PEM file with a public key',
  unreadable: 'must be a PEM file with a public key that can be read',
  notRsa: 'must be an RSA key',
  tooSmall: `must be an RSA key of at least ${SMALLEST_MODULUS_BITS} bits`,
};

const quoted = (text: string): string => JSON.stringify(text);
const credentialName = ({ projectName, ID }: { projectName: string; ID: string }): string =>
  quoted(`${projectName}:${ID}`);

const invalid = (message: string): Failure => failure('invalidArgument', message);
const notFound = (message: string): Failure => failure('notFound', message);
const exists = (message: string): Failure => failure('alreadyExists', message);
const unauthenticated = (message: string): Failure =>
  failure('unauthenticated', `authentication failed: ${message}`);
/** What will pass by itself is worth another try in a second. */
const busy = (code: GrpcCodeName, message: string): Failure =>
  failure(code, message, code === 'unavailable' ? { retryAfterSeconds: 1 } : {});

const POLICY_SCOPE = 'qoSRateLimitPolicy.projectsNamesScope';

/** The answer to every reason: its code, with that its HTTP status, and its sentence. */
const FAILURES: { readonly [R in Reason]: (refusal: RefusalOf<R>) => Failure } = {
  projectForbidden: ({ access, projectName }) =>
    failure(
      'permissionDenied',
      `the token's roles do not allow to ${access === 'view' ? 'see' : 'change'} what is in project ${quoted(projectName)}`,
    ),
  projectNotFound: ({ name, field }) =>
    notFound(`${field === undefined ? '' : `${field}: `}there is no project ${quoted(name)}`),
  projectUnknown: ({ projectName }) =>
    invalid(`projectName: there is no project ${quoted(projectName)}`),
  projectExists: ({ name }) => exists(`name: a project ${quoted(name)} already exists`),
  projectPermanent: ({ name }) => invalid(`name: the project ${name} must not be deleted`),
  projectNotEmpty: ({ name, contentUUID }) =>
    failure(
      'failedPrecondition',
      `the project ${quoted(name)} is not empty: it has ${contentUUID}`,
    ),
  projectNeededForName: () => invalid('projectName: is required to find a volume by name'),
  projectNeededByTenant: () => invalid('projectName: is required unless you are a cluster admin'),
  defaultPolicyUnknown: ({ index, policyType, policyUUID }) =>
    invalid(`defaultPolicies[${index}].policyUUID: there is no ${policyType} policy ${policyUUID}`),
  roleNotFound: ({ name }) => notFound(`there is no role ${quoted(name)} in the project`),

  uuidOrNameNeeded: ({ field }) => invalid(`${field}: ${UUID_FIELD_RULE[field]}`),
  nameInUse: ({ kind, name, projectName }) =>
    exists(`name: a ${kind} ${quoted(name)} already exists in project ${quoted(projectName)}`),
  limitTooLow: () => invalid('limit: must be at least 1'),
  etagWeak: () => invalid('If-Match: must be a strong ETag, without "W/"'),
  etagMismatch: ({ kind, etag, given }) =>
    failure(
      'etagMismatch',
      `ETag mismatch: the ${kind} has changed; its ETag is ${etag}, not ${given}`,
    ),

  volumeNotFound: ({ wanted }) => notFound(`there is no volume ${quoted(wanted)}`),
  volumeNotInProject: ({ field, wanted }) =>
    notFound(`${field}: there is no volume ${quoted(wanted)} in the project`),
  volumeToSetNotFound: ({ UUID }) => notFound(`UUID: there is no volume ${UUID}`),
  volumeStateMissing: () => invalid('state: a state or a protectionState is required'),
  volumeNameMismatch: () => invalid('name: is not the name of the volume with this UUID'),
  volumeState: ({ state, rule }) => busy(VOLUME_STATE_CODE[state], rule),
  volumeUnchanged: () => invalid('the request changes nothing about the volume'),
  sizeInvalid: ({ rule }) => invalid(`size: ${rule}`),
  sizeBelowSnapshot: ({ snapshotBytes }) =>
    invalid(`size: must be at least ${formatBytes(snapshotBytes)}, the snapshot's size`),
  shrinkNotForced: ({ currentBytes }) =>
    invalid(`size: shrinking below ${formatBytes(currentBytes)} needs Force`),
  capacityExceeded: ({ neededBytes, freeBytes }) =>
    failure(
      'resourceExhausted',
      `size: ${formatBytes(neededBytes)} with all replicas do not fit, ${formatBytes(freeBytes)} are left`,
    ),

  placementTooLong: ({ maxPairs }) =>
    invalid(`placementRestrictions: must be at most ${maxPairs} pairs`),
  placementOtherCluster: ({ clusterId }) =>
    invalid(`placementRestrictions: ClusterID ${clusterId} is not this cluster`),
  failureDomainUnknown: ({ domain, known }) =>
    invalid(
      `placementRestrictions: there is no failure domain ${domain}, only ${known.join(', ')}`,
    ),
  placementOfReplicas: () =>
    invalid('placementRestrictions: FD and PrimaryFD need a replicaCount of 1'),
  placementOfClone: () =>
    invalid('placementRestrictions: FD and PrimaryFD are not for clones of snapshots'),
  replicasTooMany: ({ maxReplicas }) =>
    invalid(`replicaCount: must be at most ${maxReplicas}, the cluster's current maximum`),
  replicasNotPlaceable: () =>
    invalid('replicaCount: there are not enough active nodes in different failure domains'),

  snapshotNotFound: ({ wanted }) =>
    notFound(`there is no snapshot ${quoted(wanted)} in the project`),
  snapshotUnknown: ({ field, wanted }) =>
    invalid(`${field}: there is no snapshot ${quoted(wanted)} in the project`),
  snapshotState: ({ state, rule }) => busy(SNAPSHOT_STATE_CODE[state], rule),
  snapshotInUse: ({ UUID }) =>
    failure('aborted', `there is another ongoing task for the snapshot ${UUID}`),
  snapshotOfOtherVolume: ({ field }) => invalid(`${field}: is a snapshot of another volume`),

  qosPolicyNotFound: ({ wanted }) => notFound(`there is no QoS policy ${quoted(wanted)}`),
  qosPolicyUnknown: ({ field, wanted, projectName }) =>
    invalid(
      `${field}: there is no QoS policy ${quoted(wanted)} for project ${quoted(projectName)}`,
    ),
  qosPolicyExists: ({ name }) => exists(`name: a QoS policy ${quoted(name)} already exists`),
  qosPolicyInUse: ({ name, volumeUUID }) =>
    failure(
      'failedPrecondition',
      `the QoS policy ${quoted(name)} is in use by volume ${volumeUUID}`,
    ),
  policyScopeEmpty: () =>
    invalid(`${POLICY_SCOPE}: must name at least one project when the policy is Scoped`),
  policyScopeNotAllowed: () =>
    invalid(`${POLICY_SCOPE}: must be empty unless the policy is Scoped`),
  policyScopeUnknown: ({ projectName }) =>
    invalid(`${POLICY_SCOPE}: there is no project ${quoted(projectName)}`),
  resourcePolicyNotFound: ({ UUID }) =>
    notFound(`there is no resource policy ${UUID} in the project`),
  resourcePolicyExists: ({ name }) =>
    exists(`name: a resource policy ${quoted(name)} already exists in the project`),

  credentialNotFound: (which) => notFound(`there is no credential ${credentialName(which)}`),
  credentialExists: (which) => exists(`ID: a credential ${credentialName(which)} already exists`),
  payloadInvalid: ({ problem }) => invalid(`payload: ${KEY_RULE[problem]}`),

  nodeNotFound: ({ UUID }) => notFound(`there is no node ${UUID}`),
  serverNotFound: ({ UUID }) => notFound(`there is no server ${UUID}`),
  nvmeDeviceNotFound: ({ serial }) => notFound(`there is no drive ${quoted(serial)}`),
  hostNotFound: ({ hostNQN }) => notFound(`there is no connected host ${quoted(hostNQN)}`),

  tokenMissing: () => unauthenticated('a bearer token is required'),
  tokenUnreadable: () => unauthenticated('the token is not a JWT'),
  tokenExpired: () => unauthenticated('the token has expired'),
  keyIdMalformed: () => unauthenticated('kid must be of the form <project>:<credential ID>'),
  keyUnknown: ({ scope, ID }) => unauthenticated(`there is no key ${scope}:${ID}`),
  claimInvalid: ({ rule }) => unauthenticated(rule),
  claimsMistyped: () => unauthenticated('sub must be a text and roles a list of texts'),
  algorithmNotAllowed: () => unauthenticated('the token is not signed with RS256'),
  signatureInvalid: () =>
    unauthenticated('the token is not signed with the key that its kid names'),
  roleForeign: ({ scope, role }) =>
    unauthenticated(`a key of ${scope} must not sign the role ${role}`),
};

/** The answer to a refused request. */
export function failureOf<R extends Reason>(refusal: RefusalOf<R>): Failure {
  return FAILURES[refusal.reason](refusal);
}
