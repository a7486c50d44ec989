import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, textOut, uuid } from '../common/scalars.ts';
import { fleetCluster } from './fleet-cluster.ts';
import {
  fleetVolumesInput,
  fleetVolumesOutput,
  missingVolumesInput,
  missingVolumesOutput,
} from './fleet-volumes.ts';

const clusterIds = listOut(z.string());

/** What many pages ask. The console loads this table with the first of them. */
export const fleetBaseApi = {
  whoAmI: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/whoami',
    summary:
      'The principal of the request and its current roles, not those of when the token was made.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ subject: z.string(), roles: z.array(z.string()) }),
    errors: [401],
  }),
  revokeToken: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/revoke-token',
    summary:
      'Sign out: ends one of your idTokens at once. A token that is already invalid is not an error.',
    source: 'ours',
    input: z.object({
      /** The token with which the call is made, or another one of the same person. */
      idToken: z
        .string({ error: 'is required' })
        .check(z.minLength(1, 'must not be empty'), z.maxLength(8192, 'is too long')),
    }),
    output: z.object({}),
    errors: [400, 401, 403],
  }),
  listFleetVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/volumes',
    summary: 'Search, filter and sort the volumes of all attached clusters that you may see.',
    source: 'ours',
    input: fleetVolumesInput,
    output: fleetVolumesOutput,
    errors: [400, 401],
  }),
  findMissingVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/volumes/missing',
    summary: 'Of some volumes, those that no attached cluster has, as far as you may see.',
    source: 'ours',
    input: missingVolumesInput,
    output: missingVolumesOutput,
    errors: [400, 401, 503],
  }),
  listFleetClusters: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters',
    summary: 'Attached clusters with status, health, freshness, capacity and certificate.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ clusters: z.array(fleetCluster) }),
    errors: [401, 403],
  }),
  getFleetCluster: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters/{clusterId}',
    summary: 'One attached cluster.',
    source: 'ours',
    input: z.object({ clusterId: uuid }),
    output: fleetCluster,
    errors: [400, 401, 403, 404],
  }),
  listFleetProjects: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/projects',
    summary:
      'The projects of the attached clusters that you may see, with the clusters that have them.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ projects: listOut(z.object({ name: z.string(), clusterIds })) }),
    errors: [401],
  }),
  listFleetPolicies: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/policies',
    summary:
      'The QoS policies of the attached clusters, by name, with the clusters that have them.',
    source: 'ours',
    input: z.object({}),
    output: z.object({
      policies: listOut(z.object({ name: z.string(), description: textOut, clusterIds })),
    }),
    errors: [401, 403],
  }),
} as const;
