import type { Project } from '@asterism/api-types/cluster-api/cluster-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';

/** The project of that name (404 if there is none). */
export function getProject(model: ClusterModel, name: string): Result<Project, Failure> {
  const project = model.projects.get(name);
  if (project !== undefined) return ok(project);
  return err(failure('notFound', `there is no project ${JSON.stringify(name)}`));
}

/** Creates a project (409 if there is one of that name). */
export function createProject(
  model: ClusterModel,
  request: { readonly name: string; readonly description?: string | undefined },
): Result<Project, Failure> {
  const { name, description = '' } = request;
  if (model.projects.has(name)) {
    return err(failure('alreadyExists', `name: a project ${JSON.stringify(name)} already exists`));
  }
  const project: Project = { UUID: model.newUuid(), name, description };
  model.commit({ kind: 'project', project });
  return ok(project);
}
