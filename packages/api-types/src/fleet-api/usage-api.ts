import { z } from 'zod/mini';
import { TEXT_MAX } from '../cluster-api/text-limits.ts';
import { defineOperation } from '../common/operation.ts';
import { shortText, uuid } from '../common/scalars.ts';
import { clusterHardware, clusterHardwareInput } from './cluster-hardware.ts';
import { domainLensInput, domainLensOutput, domainLensVolumesInput } from './domain-lens.ts';
import {
  fleetHostsInput,
  fleetHostsOutput,
  HOST_NQN_MAX,
  nameHostInput,
  nameHostOutput,
  oneFleetHost,
} from './fleet-host.ts';
import { fleetVolumesInput, fleetVolumesOutput } from './fleet-volumes.ts';
import { nodeUsages, policyUsages, projectDetails, projectUsages } from './usage-lists.ts';

/** By what else volumes can be asked for: exactly one of them. */
const RELATIONS = ['host', 'node', 'primaryNode'] as const;

/** What has volumes, over all clusters, as far as the volumes that you may see say. All reads but that of hardware are from memory. */
export const usageApi = {
  listFleetHosts: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/hosts',
    summary: 'The hosts that volumes allow, or that are connected to them, over all clusters.',
    source: 'ours',
    input: fleetHostsInput,
    output: fleetHostsOutput,
    errors: [400, 401],
  }),
  getFleetHost: defineOperation({
    method: 'GET',
    // Not in the path: an NQN has characters that not every server takes there.
    path: '/api/v2/fleet/host',
    summary: 'One host by its NQN.',
    source: 'ours',
    input: z.object({ hostNQN: shortText(HOST_NQN_MAX) }),
    output: oneFleetHost,
    errors: [400, 401, 404],
  }),
  nameHost: defineOperation({
    method: 'PUT',
    path: '/api/v2/fleet/host',
    summary: 'Give a host a friendly name, or take it away. The federation keeps it.',
    source: 'ours',
    input: nameHostInput,
    output: nameHostOutput,
    errors: [400, 401, 403],
  }),
  listProjectUsage: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/usage/projects',
    summary: 'The projects that you may see, with what their volumes on all clusters add up to.',
    source: 'ours',
    input: z.object({}),
    output: projectUsages,
    errors: [401],
  }),
  getProjectUsage: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/usage/projects/{projectName}',
    summary:
      'One project: its usage by cluster, its hosts and QoS policies, and who has a role in it.',
    source: 'ours',
    input: z.object({ projectName: shortText(TEXT_MAX.name) }),
    output: projectDetails,
    errors: [400, 401, 404],
  }),
  listPolicyUsage: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/usage/policies',
    summary:
      'The QoS policies by name: the limits on each cluster, and how many volumes have them.',
    source: 'ours',
    input: z.object({}),
    output: policyUsages,
    errors: [401, 403],
  }),
  listNodeUsage: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/usage/nodes',
    summary: 'The nodes of all clusters, with the volumes that they have replicas of.',
    source: 'ours',
    input: z.object({}),
    output: nodeUsages,
    errors: [401, 403],
  }),
  getClusterHardware: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters/{clusterId}/hardware',
    summary:
      'The nodes of a cluster with their failure domains, and its servers and drives, which are read from it now.',
    source: 'ours',
    input: clusterHardwareInput,
    output: clusterHardware,
    errors: [400, 401, 403, 404],
  }),
  getDomainLens: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters/{clusterId}/domain-lens',
    summary:
      'What becomes of the volumes of a cluster if some of its failure domains go, and whether they can go for maintenance.',
    source: 'ours',
    input: domainLensInput,
    output: domainLensOutput,
    errors: [400, 401, 403, 404],
  }),
  listDomainLensVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters/{clusterId}/domain-lens/volumes',
    summary:
      'The volumes that a figure of the lens counts, or whose replicas share a failure domain (group=sharing).',
    source: 'ours',
    input: domainLensVolumesInput,
    output: fleetVolumesOutput,
    errors: [400, 401, 403, 404],
  }),
  listRelatedVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/related-volumes',
    summary: 'The volumes of one host or node, as the list of all volumes has them.',
    source: 'ours',
    input: z
      .object({
        ...fleetVolumesInput.shape,
        /** The NQN of a host: volumes whose ACL names it, or that it is connected to. */
        host: z.optional(shortText(HOST_NQN_MAX)),
        /** The UUID of a node: volumes with a replica on it. */
        node: z.optional(uuid),
        /** The UUID of a node: volumes whose primary it is. */
        primaryNode: z.optional(uuid),
      })
      .check(
        z.refine(
          (question) => RELATIONS.filter((name) => question[name] !== undefined).length === 1,
          { path: ['host'], error: 'is required, or else node or primaryNode' },
        ),
      ),
    output: fleetVolumesOutput,
    errors: [400, 401],
  }),
} as const;

export type UsageOperationName = keyof typeof usageApi;
