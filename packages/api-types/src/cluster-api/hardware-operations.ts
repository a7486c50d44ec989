import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import {
  listOut,
  shortListOut,
  shortText,
  shortTextOut,
  uuid,
  uuidOrEmpty,
} from '../common/scalars.ts';
import { node } from './node.ts';
import { nvmeDevice } from './nvme-device.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';

/** A host that is connected to volumes. Source: lightbits-api §2.8, ConnectedHost. */
export const connectedHost = z.object({
  hostNQN: shortText(TEXT_MAX.aclEntry),
  iPAddress: shortTextOut(TEXT_MAX.word),
  hostname: shortTextOut(TEXT_MAX.name),
  volumeUUIDs: listOut(uuid),
});
export type ConnectedHost = z.infer<typeof connectedHost>;

/** A server of a cluster: the fields that Asterism uses. Source: lightbits-api §2.8, Server. */
export const server = z.object({
  UUID: uuid,
  name: shortTextOut(TEXT_MAX.name),
  RiskOfServiceLossState: z._default(shortText(TEXT_MAX.word), 'UnknownRiskOfServiceLoss'),
  NodesUUIDs: shortListOut(shortText(TEXT_MAX.word), LIST_MAX.places),
  state: z._default(shortText(TEXT_MAX.word), 'UnknownState'),
  ServerEndpoints: shortListOut(shortText(TEXT_MAX.endpoint), LIST_MAX.places),
  ETag: shortTextOut(TEXT_MAX.word),
  LightOSVersion: shortTextOut(TEXT_MAX.word),
  ApiEndpoints: shortListOut(shortText(TEXT_MAX.endpoint), LIST_MAX.places),
});
export type Server = z.infer<typeof server>;

/** Single nodes, servers, drives and hosts (lightbits-api §9). */
export const hardwareOperations = {
  getNode: defineOperation({
    method: 'GET',
    path: '/api/v2/nodes/{UUID}',
    summary: 'Get a node.',
    source: 'lightbits-api §9',
    input: z.object({ UUID: uuid }),
    output: node,
    errors: [401, 403, 404, 500],
  }),
  listServers: defineOperation({
    method: 'GET',
    path: '/api/v2/servers',
    summary: 'List the servers of the cluster.',
    source: 'lightbits-api §9',
    input: z.object({ UUID: z.optional(uuidOrEmpty), Name: z.optional(z.string()) }),
    output: z.object({ servers: listOut(server) }),
    errors: [401, 403, 500],
  }),
  getServer: defineOperation({
    method: 'GET',
    path: '/api/v2/servers/{UUID}',
    summary: 'Get a server.',
    source: 'lightbits-api §9',
    input: z.object({ UUID: uuid }),
    output: server,
    errors: [401, 403, 404, 500],
  }),
  listNvmeDevices: defineOperation({
    method: 'GET',
    path: '/api/v2/nvmeDevices',
    summary: 'List the drives of the cluster.',
    source: 'lightbits-api §9',
    input: z.object({ nodeUUID: z.optional(uuidOrEmpty), serverUUID: z.optional(uuidOrEmpty) }),
    output: z.object({ NvmeDevices: listOut(nvmeDevice) }),
    errors: [401, 403, 500],
  }),
  getNvmeDevice: defineOperation({
    method: 'GET',
    path: '/api/v2/nvmeDevices/{Serial}',
    summary: 'Get a drive.',
    source: 'lightbits-api §9',
    input: z.object({ Serial: z.string() }),
    output: nvmeDevice,
    errors: [401, 403, 404, 500],
  }),
  listHosts: defineOperation({
    method: 'GET',
    path: '/api/v2/connectedHosts',
    summary: 'List the hosts that are connected to volumes.',
    source: 'lightbits-api §9',
    input: z.object({
      hostNQN: z.optional(z.string()),
      volumeUUID: z.optional(uuidOrEmpty),
    }),
    output: z.object({ connectedHosts: listOut(connectedHost) }),
    errors: [400, 401, 403, 404, 500],
  }),
  getHost: defineOperation({
    method: 'GET',
    path: '/api/v2/connectedHosts/{hostNQN}',
    summary: 'Get a host that is connected to volumes.',
    source: 'lightbits-api §9',
    input: z.object({ hostNQN: z.string() }),
    output: connectedHost,
    errors: [401, 403, 404, 500],
    allowsColon: true,
  }),
} as const;
