import type { Handlers } from '@asterism/api-server/operation-router';
import {
  API_VERSION,
  type clusterOperations,
} from '@asterism/api-types/cluster-api/cluster-operations';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { viewCluster, viewClusterInfo } from '../model/cluster-view.ts';
import { deleteCredential, getCredential } from '../model/credentials.ts';
import { isVisibleIn } from '../model/policies.ts';
import { createProject, deleteProject, getProject, updateProject } from '../model/projects.ts';
import { importCredential } from '../identity/import-credential.ts';

/** The operations that are not about volumes. */
export function clusterHandlers(
  model: ClusterModel,
  apiEndpoints: () => readonly string[],
): Handlers<typeof clusterOperations, Principal> {
  return {
    getVersion: () => ok({ apiVersion: API_VERSION }),
    getCluster: () => ok(viewCluster(model.facts, model.volumes.tally, apiEndpoints())),
    getClusterInfo: () => ok(viewClusterInfo(model.facts, apiEndpoints())),
    listNodes: ({ name = '', UUID = '', failureDomain = '' }) =>
      ok({
        nodes: model.facts.nodes.filter(
          (node) =>
            (name === '' || node.name === name) &&
            (UUID === '' || node.UUID === UUID.toLowerCase()) &&
            (failureDomain === '' || node.failureDomains?.includes(failureDomain)),
        ),
      }),
    listProjects: () => ok({ projects: [...model.projects.values()] }),
    createProject: (request) => createProject(model, request),
    getProject: ({ name }) => getProject(model, name),
    updateProject: (request) => {
      const updated = updateProject(model, request);
      return updated.ok ? ok({}) : updated;
    },
    deleteProject: ({ name }) => {
      const deleted = deleteProject(model, name);
      return deleted.ok ? ok({}) : deleted;
    },
    createCredential: (request) =>
      request.type === 'RS256PubKey'
        ? importCredential(model, request)
        : err(failure('unimplemented', `credentials of type ${request.type} are not simulated`)),
    listCredentials: ({ projectName }) => {
      const project = getProject(model, projectName);
      return project.ok ? ok({ credentials: model.credentialsOf(projectName) }) : project;
    },
    getCredential: (which) => getCredential(model, which),
    deleteCredential: (which) => {
      const deleted = deleteCredential(model, which);
      return deleted.ok ? ok({}) : deleted;
    },
    listPolicies: ({ UUID = '', name = '', projectName = '' }) =>
      ok({
        policies: [...model.policies.values()].filter(
          (policy) =>
            (UUID === '' || policy.UUID === UUID.toLowerCase()) &&
            (name === '' || policy.name === name) &&
            (projectName === '' || isVisibleIn(policy, projectName)),
        ),
      }),
  };
}
