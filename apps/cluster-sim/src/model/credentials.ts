import type { Credential } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import { getProject } from './projects.ts';

const named = ({ projectName, ID }: Pick<Credential, 'projectName' | 'ID'>): string =>
  JSON.stringify(`${projectName}:${ID}`);

/** The project's credential with that ID (404 if there is none). */
export function getCredential(
  model: ClusterModel,
  which: Pick<Credential, 'projectName' | 'ID'>,
): Result<Credential, Failure> {
  const credential = model.credential(which.projectName, which.ID);
  if (credential !== undefined) return ok(credential);
  return err(failure('notFound', `there is no credential ${named(which)}`));
}

/** Imports a credential (404 without its project, 409 if the project has one with that ID). Its payload is checked before. */
export function createCredential(
  model: ClusterModel,
  request: Omit<Credential, 'kind'>,
): Result<Credential, Failure> {
  const project = getProject(model, request.projectName);
  if (!project.ok) return project;
  if (model.credential(request.projectName, request.ID) !== undefined) {
    return err(failure('alreadyExists', `ID: a credential ${named(request)} already exists`));
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
): Result<void, Failure> {
  const credential = getCredential(model, which);
  if (!credential.ok) return credential;
  model.commit({ kind: 'credential-gone', projectName: which.projectName, ID: which.ID });
  return ok(undefined);
}
