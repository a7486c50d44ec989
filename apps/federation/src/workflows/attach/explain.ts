import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { FailureKind } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { ClusterError, ConnectionFailure } from '../../cluster-client/cluster-client.ts';
import {
  isForbidden,
  isTransient,
  isUnanswered,
  isUnauthenticated,
} from '../../cluster-client/cluster-failure.ts';
import { refusal, type StageFailure } from '../core/stage-failure.ts';

const KINDS: Readonly<Record<ConnectionFailure['kind'], FailureKind>> = {
  'not-permitted': 'unusable-address',
  'no-address': 'unusable-address',
  'no-tls': 'unusable-address',
  unreachable: 'unreachable',
  'certificate-changed': 'other-certificate',
};

/** Why no connection was made, as the failure of a stage. */
export const connectionFailed = ({ kind, reason }: ConnectionFailure): StageFailure => ({
  failure: { kind: KINDS[kind] },
  reason,
  isTransient: kind === 'unreachable' || kind === 'no-address',
});

/** The cluster does not know the key. */
export const keyRefused = (keyId: string): StageFailure =>
  refusal(
    'key-refused',
    `The cluster does not accept key ${keyId}. Import it with: lbcli create credential ` +
      `--project-name=system --id=${keyId} --type=rsa256pubkey <file>`,
  );

/** Why a call failed, as the failure of a stage. */
export function callFailed(error: ClusterError, keyId: string): StageFailure {
  if (error.connection !== undefined) return connectionFailed(error.connection);
  if (isUnauthenticated(error)) return keyRefused(keyId);
  if (isForbidden(error)) {
    const reason = `The cluster does not let a cluster admin with key ${keyId} do this.`;
    return refusal('key-refused', reason);
  }
  if (error.kind === 'malformed') return refusal('nonsense', `The cluster ${error.message}.`);
  return {
    failure: { kind: isUnanswered(error) ? 'unreachable' : 'unexplained' },
    reason: `The cluster did not answer as it should: ${error.message}`,
    isTransient: isTransient(error),
  };
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
