import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { getProject } from './projects.ts';

/** The project's credential with that ID, if there is one. */
export function getCredential(
  model: ClusterModel,
  which: Pick<Credential, 'projectName' | 'ID'>,
): Result<Credential, Refusal> {
  const credential = model.credential(which.projectName, which.ID);
  if (credential !== undefined) return ok(credential);
  return err({ reason: 'credentialNotFound', projectName: which.projectName, ID: which.ID });
}

/** Imports a credential into a project that has none with that ID. Its payload is checked before. */
export function createCredential(
  model: ClusterModel,
  request: Omit<Credential, 'kind'>,
): Result<Credential, Refusal> {
  const project = getProject(model, request.projectName);
  if (!project.ok) return project;
  if (model.credential(request.projectName, request.ID) !== undefined) {
    return err({ reason: 'credentialExists', projectName: request.projectName, ID: request.ID });
  }
  const { projectName, ID, type, payload } = request;
  const credential: Credential = { projectName, ID, type, payload, kind: 'UserCreds' };
  model.commit({ kind: 'credential', credential });
  return ok(credential);
}

/** Deletes a credential: tokens signed with its key are refused from now on. */
export function deleteCredential(
  model: ClusterModel,
  which: Pick<Credential, 'projectName' | 'ID'>,
): Result<void, Refusal> {
  const credential = getCredential(model, which);
  if (!credential.ok) return credential;
  model.commit({ kind: 'credential-gone', projectName: which.projectName, ID: which.ID });
  return ok(undefined);
}
