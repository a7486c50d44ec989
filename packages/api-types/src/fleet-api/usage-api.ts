import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { shortText } from '../common/scalars.ts';
import {
  fleetHostsInput,
  fleetHostsOutput,
  HOST_NQN_MAX,
  nameHostInput,
  nameHostOutput,
  oneFleetHost,
} from './fleet-host.ts';
import { fleetVolumesInput, fleetVolumesOutput } from './fleet-volumes.ts';

/** By what else volumes can be asked for: exactly one of them. */
const RELATIONS = ['host'] as const;

/** What has volumes, over all clusters, as far as the volumes that you may see say. All reads are from memory. */
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
    path: '/api/v2/fleet/hosts/{hostNQN}',
    summary: 'One host by its NQN.',
    source: 'ours',
    input: z.object({ hostNQN: shortText(HOST_NQN_MAX) }),
    output: oneFleetHost,
    errors: [400, 401, 404],
    allowsColon: true,
  }),
  nameHost: defineOperation({
    method: 'PUT',
    path: '/api/v2/fleet/hosts/{hostNQN}',
    summary: 'Give a host a friendly name, or take it away. The federation keeps it.',
    source: 'ours',
    input: nameHostInput,
    output: nameHostOutput,
    errors: [400, 401, 403],
    allowsColon: true,
  }),
  listRelatedVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/related-volumes',
    summary: 'The volumes of one host, as the list of all volumes has them.',
    source: 'ours',
    input: z
      .object({
        ...fleetVolumesInput.shape,
        /** The NQN of a host: volumes whose ACL names it, or that it is connected to. */
        host: z.optional(shortText(HOST_NQN_MAX)),
      })
      .check(
        z.refine(
          (question) => RELATIONS.filter((name) => question[name] !== undefined).length === 1,
          { path: ['host'], error: 'is required' },
        ),
      ),
    output: fleetVolumesOutput,
    errors: [400, 401],
  }),
} as const;

export type UsageOperationName = keyof typeof usageApi;
