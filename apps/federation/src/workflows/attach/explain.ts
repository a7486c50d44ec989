import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { ClusterRefusal } from '@asterism/api-types/common/cluster-refusal';
import type { FailureKind, WorkflowFailure } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { ClusterError, ConnectionFailure } from '../../cluster-client/cluster-client.ts';
import {
  describeRefusal,
  isTransient,
  isUnanswered,
  refusalOf,
} from '../../cluster-client/cluster-failure.ts';
import { refusal, type StageFailure } from '../core/stage-failure.ts';

const KINDS: Readonly<Record<ConnectionFailure['kind'], FailureKind>> = {
  'not-permitted': 'not-permitted',
  'no-address': 'no-address',
  'no-tls': 'no-tls',
  unreachable: 'unreachable',
  'certificate-changed': 'other-certificate',
};

/** Why no connection was made, as the failure of a stage. */
export const connectionFailed = ({ kind, reason }: ConnectionFailure): StageFailure => ({
  failure: { kind: KINDS[kind] },
  reason,
  isTransient: kind === 'unreachable' || kind === 'no-address',
});

/** What makes an attach fail, for programs, when a call fails so. */
export function problemOf(error: ClusterError): Pick<WorkflowFailure, keyof ClusterRefusal> {
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusal;
  if (error.connection !== undefined) return { kind: KINDS[error.connection.kind] };
  if (error.isForeign === true) return { kind: 'no-lightbits-api' };
  if (error.kind === 'malformed') return { kind: 'nonsense' };
  return { kind: isUnanswered(error) ? 'unreachable' : 'unexplained' };
}

/** The cluster does not know the key. */
export const keyRefused = (keyId: string): StageFailure =>
  refusal(
    'key-refused',
    `The cluster does not accept key ${keyId}. Import it with: lbcli create credential ` +
      `--project-name=system --id=${keyId} --type=rsa256pubkey <file>`,
  );

/** The cluster knows who sends the request, or cannot tell, and does not let them in. */
function refusedBy(reasoned: ClusterRefusal, keyId: string): StageFailure {
  if (reasoned.kind === 'key-refused') return keyRefused(keyId);
  const reason = `The cluster ${describeRefusal(reasoned)}.`;
  return { failure: reasoned, reason, isTransient: false };
}

/** Why a call failed, as the failure of a stage. */
export function callFailed(error: ClusterError, keyId: string): StageFailure {
  if (error.connection !== undefined) return connectionFailed(error.connection);
  const refused = refusalOf(error);
  if (refused !== undefined) return refusedBy(refused, keyId);
  const failure = problemOf(error);
  if (error.isForeign === true) {
    const reason = `What answers here is no Lightbits API: ${error.message}`;
    return { failure, reason, isTransient: false };
  }
  if (error.kind === 'malformed') {
    return { failure, reason: `The cluster ${error.message}.`, isTransient: false };
  }
  const reason = `The cluster did not answer as it should: ${error.message}`;
  return { failure, reason, isTransient: isTransient(error) };
}

export const otherCertificate = (expected: string, presented: string): StageFailure =>
  refusal(
    'other-certificate',
    `The cluster presents a certificate with fingerprint ${presented}, and not ${expected} as confirmed. ` +
      'No token was sent. Compare the fingerprint on the cluster, and attach again with the right one.',
  );

export const otherApiVersion = (version: string): StageFailure =>
  refusal(
    'other-version',
    `The cluster speaks API version ${version}; this federation speaks ${API_VERSION}.`,
  );

export const noUuid = refusal('unexplained', 'The cluster does not report its UUID.');

export const attachedAlready = (name: string, id: string): StageFailure => ({
  ...refusal('attached-already', `This is cluster ${name} (${id}), which is attached already.`),
  failure: { kind: 'attached-already', clusterId: id },
});

/** It has the certificate of an attached cluster but accepts no key, so whether it is that cluster is not known. */
export const sameCertificateRefuses = (name: string, id: string, keyId: string): StageFailure =>
  refusal(
    'key-refused',
    `This has the certificate of cluster ${name} (${id}), which is attached, but accepts neither that cluster's key ` +
      `nor key ${keyId}. If it was installed anew, import key ${keyId} there and try again; if not, its key was removed there.`,
  );

/** Another attach of the same cluster is running; names its endpoint when it is known. */
export const beingAttached = (apiEndpoint = ''): StageFailure =>
  refusal(
    'being-attached',
    `This cluster is being attached already${apiEndpoint === '' ? '' : ` at ${apiEndpoint}`}. ` +
      'Wait until that has ended.',
  );

/** The key belongs to another cluster; names it when it is known. */
export const keyTaken = (keyId: string, cluster = ''): StageFailure =>
  refusal(
    'key-taken',
    `Key ${keyId} is already used for ${cluster === '' ? 'another cluster' : `cluster ${cluster}`}, and a key is for one ` +
      'cluster only: get the next key from the federation, import it here, and attach again. If this cluster has key ' +
      `${keyId}, remove it here with: lbcli delete credential --project-name=system --id=${keyId}`,
  );
