import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { err, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createCredential } from '../model/credentials.ts';
import type { Refusal } from '../model/refusal.ts';
import { parsePayload, type KeyProblem } from './public-key.ts';

/** A credential's payload holds no key that could sign tokens. */
export interface PayloadRefusal {
  readonly reason: 'payloadInvalid';
  readonly problem: KeyProblem;
}

/** Imports a public key that may sign tokens from now on. */
export function importCredential(
  model: ClusterModel,
  request: Omit<Credential, 'kind'>,
): Result<Credential, Refusal | PayloadRefusal> {
  const key = parsePayload(request.payload);
  if (!key.ok) return err({ reason: 'payloadInvalid', problem: key.error });
  return createCredential(model, request);
}
