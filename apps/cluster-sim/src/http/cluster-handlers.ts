import type { Handlers } from '@asterism/api-server/operation-router';
import {
  API_VERSION,
  type clusterOperations,
} from '@asterism/api-types/cluster-api/cluster-operations';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import { importCredential } from '../identity/import-credential.ts';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { viewCluster, viewClusterInfo } from '../model/cluster-view.ts';
import { deleteCredential, getCredential } from '../model/credentials.ts';
import { isVisibleIn } from '../model/policies.ts';
import { createProject, deleteProject, getProject, updateProject } from '../model/projects.ts';
import { present, presentAsIs, presentDone } from './present.ts';

/** The operations that are not about volumes. */
export function clusterHandlers(
  model: ClusterModel,
  apiEndpoints: () => readonly string[],
): Handlers<typeof clusterOperations, Principal> {
  return {
    getVersion: () => ok({ apiVersion: API_VERSION }),
    getCluster: () => ok(viewCluster(model.spec, model.volumes.tally, apiEndpoints())),
    getClusterInfo: () => ok(viewClusterInfo(model.spec, apiEndpoints())),
    listNodes: ({ name = '', UUID = '', failureDomain = '' }) =>
      ok({
        nodes: model.spec.nodes.filter(
          (node) =>
            (name === '' || node.name === name) &&
            (UUID === '' || node.UUID === UUID.toLowerCase()) &&
            (failureDomain === '' || node.failureDomains?.includes(failureDomain)),
        ),
      }),
    listProjects: () => ok({ projects: [...model.projects.values()] }),
    createProject: (request) => presentAsIs(createProject(model, request)),
    getProject: ({ name }) => presentAsIs(getProject(model, name)),
    updateProject: (request) => presentDone(updateProject(model, request)),
    deleteProject: ({ name }) => presentDone(deleteProject(model, name)),
    createCredential: (request) =>
      request.type === 'RS256PubKey'
        ? presentAsIs(importCredential(model, request))
        : err(failure('unimplemented', `credentials of type ${request.type} are not simulated`)),
    listCredentials: ({ projectName }) =>
      present(getProject(model, projectName), () => ({
        credentials: model.credentialsOf(projectName),
      })),
    getCredential: (which) => presentAsIs(getCredential(model, which)),
    deleteCredential: (which) => presentDone(deleteCredential(model, which)),
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
