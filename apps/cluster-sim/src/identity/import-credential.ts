import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createCredential } from '../model/credentials.ts';
import { parsePayload } from './public-key.ts';

/** Imports a public key that may sign tokens from now on; 400 when it is none that could. */
export function importCredential(
  model: ClusterModel,
  request: Omit<Credential, 'kind'>,
): Result<Credential, Failure> {
  const key = parsePayload(request.payload);
  if (!key.ok) return err(failure('invalidArgument', `payload: ${key.error}`));
  return createCredential(model, request);
}
