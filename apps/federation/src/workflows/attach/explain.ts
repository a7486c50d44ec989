import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { ClusterError, ConnectionFailure } from '../../cluster-client/cluster-connection.ts';
import { refusal, type StageFailure } from '../definition.ts';

/** Why no connection was made, as the failure of a stage. */
export const connectionFailed = ({ kind, reason }: ConnectionFailure): StageFailure => ({
  reason,
  isTransient: kind === 'unreachable',
});

/** What to do when the cluster does not know the key. */
export const keyRefused = (keyId: string): StageFailure =>
  refusal(
    `The cluster does not accept key ${keyId}. Import it with: lbcli create credential ` +
      `--project-name=system --id=${keyId} --type=rsa256pubkey <file>`,
  );

/** Why a call failed, as the failure of a stage. */
export function callFailed(error: ClusterError, keyId: string): StageFailure {
  if (error.connection !== undefined) return connectionFailed(error.connection);
  if (error.status === 401) return keyRefused(keyId);
  if (error.status === 403) {
    return refusal(`The cluster does not let a cluster admin with key ${keyId} do this.`);
  }
  const isTransient =
    error.kind === 'network' ||
    error.kind === 'timeout' ||
    error.status === 429 ||
    error.status >= 500;
  return { reason: `The cluster did not answer as it should: ${error.message}`, isTransient };
}

export const otherCertificate = (expected: string, presented: string): StageFailure =>
  refusal(
    `The cluster presents a certificate with fingerprint ${presented}, and not ${expected} as confirmed. ` +
      'No token was sent. Compare the fingerprint on the cluster, and attach again with the right one.',
  );

export const otherApiVersion = (version: string): StageFailure =>
  refusal(`The cluster speaks API version ${version}; this federation speaks ${API_VERSION}.`);

export const attachedAlready = (name: string, id: string): StageFailure =>
  refusal(`This is cluster ${name} (${id}), which is attached already.`);

export const keyTaken = (keyId: string): StageFailure =>
  refusal(
    `Key ${keyId} has been bound to another cluster meanwhile. Get the next key from the federation, ` +
      'import it, and attach again.',
  );
