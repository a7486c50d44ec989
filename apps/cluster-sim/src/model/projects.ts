import type { Project } from '@asterism/api-types/cluster-api/cluster-operations';
import type { RoleDescription } from '@asterism/api-types/cluster-api/role-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';

/** The project of that name, if there is one. */
export function getProject(model: ClusterModel, name: string): Result<Project, Refusal> {
  const project = model.projects.get(name);
  if (project !== undefined) return ok(project);
  return err({ reason: 'projectNotFound', name });
}

/** Creates a project, unless there is one of that name. */
export function createProject(
  model: ClusterModel,
  request: { readonly name: string; readonly description?: string | undefined },
): Result<Project, Refusal> {
  const { name, description = '' } = request;
  if (model.projects.has(name)) {
    return err({ reason: 'projectExists', name });
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
): Result<void, Refusal> {
  const found = getProject(model, request.projectName);
  if (!found.ok) return found;
  const { description = found.value.description, defaultPolicies } = request;
  for (const [index, { policyType, policyUUID }] of (defaultPolicies ?? []).entries()) {
    const known = policyType === 'qosRateLimit' ? model.policies : model.resourcePolicies;
    if (known.get(policyUUID.toLowerCase()) !== undefined) continue;
    return err({ reason: 'defaultPolicyUnknown', index, policyType, policyUUID });
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

/** Deletes a project with its keys and policies; only an empty one, and neither `default` nor `system`. */
export function deleteProject(model: ClusterModel, name: string): Result<void, Refusal> {
  const found = getProject(model, name);
  if (!found.ok) return found;
  if (PERMANENT.has(name)) {
    return err({ reason: 'projectPermanent', name });
  }
  for (const records of [model.volumes, model.snapshots]) {
    for (const { UUID } of records.after('', name)) {
      return err({ reason: 'projectNotEmpty', name, contentUUID: UUID });
    }
  }
  for (const { ID } of model.credentialsOf(name)) {
    model.commit({ kind: 'credential-gone', projectName: name, ID });
  }
  const policies = [...model.resourcePolicies.after('', name)];
  for (const { UUID } of policies) model.commit({ kind: 'resource-policy-gone', UUID });
  model.commit({ kind: 'project-gone', name });
  return ok(undefined);
}

const VIEW = ['get', 'list'];
const CHANGE = ['get', 'list', 'create', 'update', 'delete'];
const OF_PROJECTS = ['volumes', 'snapshots', 'resourcePolicys'];

const describe = (
  projectName: string,
  name: string,
  resources: readonly string[],
  actions: readonly string[],
): RoleDescription => ({ name, projectName, rulesJson: JSON.stringify([{ resources, actions }]) });

/** The role of that name in a project, if there are both. */
export function getRole(
  model: ClusterModel,
  projectName: string,
  name: string,
): Result<RoleDescription, Refusal> {
  const project = getProject(model, projectName);
  if (!project.ok) return project;
  const role = rolesOf(projectName).find((one) => one.name === name);
  return role === undefined ? err({ reason: 'roleNotFound', name }) : ok(role);
}

/** The roles of a project: those of the cluster in `system`, those of a tenant elsewhere (lightbits-api §3). */
export function rolesOf(projectName: string): RoleDescription[] {
  if (projectName === 'system') {
    return [
      describe('system', 'cluster-admin', ['*'], CHANGE),
      describe('system', 'cluster-viewer', ['*'], VIEW),
    ];
  }
  return [
    describe(projectName, 'admin', OF_PROJECTS, CHANGE),
    describe(projectName, 'viewer', OF_PROJECTS, VIEW),
  ];
}
