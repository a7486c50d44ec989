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

/** Changes what the request gives of a project; everything else stays. Every policy it names must exist. */
export function updateProject(
  model: ClusterModel,
  request: {
    readonly projectName: string;
    readonly description?: string | undefined;
    readonly defaultPolicies?: Project['defaultPolicies'];
  },
): Result<void, Failure> {
  const found = getProject(model, request.projectName);
  if (!found.ok) return found;
  const { description = found.value.description, defaultPolicies } = request;
  for (const [index, { policyType, policyUUID }] of (defaultPolicies ?? []).entries()) {
    const known = policyType === 'qosRateLimit' ? model.policies : model.resourcePolicies;
    if (known.has(policyUUID.toLowerCase())) continue;
    const message = `defaultPolicies[${index}].policyUUID: there is no ${policyType} policy ${policyUUID}`;
    return err(failure('invalidArgument', message));
  }
  model.commit({
    kind: 'project',
    project: {
      ...found.value,
      description,
      // An empty list and no list are the same on this wire (lightbits-api §1.1).
      ...(defaultPolicies?.length ? { defaultPolicies } : {}),
    },
  });
  return ok(undefined);
}

/** The projects that every cluster has (lightbits-api §2.8). */
const PERMANENT = new Set(['default', 'system']);

/** Deletes a project with its keys and policies; only an empty one, and neither `default` nor `system` (400). */
export function deleteProject(model: ClusterModel, name: string): Result<void, Failure> {
  const found = getProject(model, name);
  if (!found.ok) return found;
  if (PERMANENT.has(name)) {
    return err(failure('invalidArgument', `name: the project ${name} must not be deleted`));
  }
  for (const records of [model.volumes, model.snapshots]) {
    for (const { UUID } of records.after('', name)) {
      const message = `the project ${JSON.stringify(name)} is not empty: it has ${UUID}`;
      return err(failure('failedPrecondition', message));
    }
  }
  for (const { ID } of model.credentialsOf(name)) {
    model.commit({ kind: 'credential-gone', projectName: name, ID });
  }
  for (const { UUID, projectName } of model.resourcePolicies.values()) {
    if (projectName === name) model.commit({ kind: 'resource-policy-gone', UUID });
  }
  model.commit({ kind: 'project-gone', name });
  return ok(undefined);
}
