import { z } from 'zod/mini';
import { NODE_STATES } from '../cluster-api/node.ts';
import { qosRateLimitPolicy } from '../cluster-api/policy.ts';
import { listOut, textOut, uint64Out } from '../common/scalars.ts';
import { freshness, volumesByProtection, volumesByState } from './fleet-cluster.ts';

/** What the volumes that you may see add up to, of one project, QoS policy or node. */
const volumesUsage = {
  volumes: z.number(),
  /** The sizes of the volumes together, in bytes. */
  size: uint64Out,
  /** Bytes: size times replicas. */
  provisioned: uint64Out,
  /** Bytes. */
  used: uint64Out,
};

/** A part of it: on one cluster. */
const clusterUsage = z.object({ clusterId: z.string(), ...volumesUsage });

export const projectUsage = z.object({
  name: z.string(),
  description: textOut,
  clusterIds: listOut(z.string()),
  ...volumesUsage,
  volumesByState,
  volumesByProtection,
});
export type ProjectUsage = z.infer<typeof projectUsage>;

export const projectUsages = z.object({
  projects: z.array(projectUsage),
  clusters: z.array(freshness),
});

export const projectDetails = z.object({
  ...projectUsage.shape,
  byCluster: z.array(clusterUsage),
  /** The QoS policies of its volumes, with how many have each. */
  policies: z.array(z.object({ name: z.string(), volumes: z.number() })),
  /** The hosts that its volumes allow or are connected to. */
  hosts: z.number(),
  connectedHosts: z.number(),
  /** Who has a role in it: all people for cluster admins, for others themselves. */
  people: z.array(
    z.object({ name: z.string(), roles: z.array(z.string()), disabled: z.boolean() }),
  ),
  clusters: z.array(freshness),
});
export type ProjectDetails = z.infer<typeof projectDetails>;

/** A QoS policy on one cluster. */
const policyOnCluster = z.object({
  clusterId: z.string(),
  UUID: z.string(),
  description: textOut,
  state: textOut,
  limits: z.optional(qosRateLimitPolicy),
  volumes: z.number(),
});

export const policyUsage = z.object({
  name: z.string(),
  onClusters: z.array(policyOnCluster),
  /** Whether its limits, or for whom it is, differ between clusters. */
  differs: z.boolean(),
  ...volumesUsage,
});
export type PolicyUsage = z.infer<typeof policyUsage>;

export const policyUsages = z.object({
  policies: z.array(policyUsage),
  /** The clusters that have answered that they know no QoS policies (501). */
  notOfferedBy: listOut(z.string()),
  clusters: z.array(freshness),
});

export const nodeUsage = z.object({
  UUID: z.string(),
  name: textOut,
  hostname: textOut,
  clusterId: z.string(),
  state: z.enum(NODE_STATES),
  failureDomains: listOut(z.string()),
  nvmeEndpoint: textOut,
  serverUUID: textOut,
  devices: z.number(),
  maxDevices: z.number(),
  isRebuilding: z.boolean(),
  rebuildProgress: z.number(),
  isReadOnly: z.boolean(),
  /** With a replica on it. */
  volumes: z.number(),
  /** Whose primary it is. */
  primaries: z.number(),
  /** The sizes of the volumes with a replica on it together, in bytes. */
  size: uint64Out,
  /** How many of these volumes would be so if it failed now. */
  ifItGoes: z.object({
    /** It is the only node that they are on. */
    unavailable: z.number(),
    /** Their data is not fully protected now: another node less may make them unavailable. */
    endangered: z.number(),
    degraded: z.number(),
  }),
});
export type NodeUsage = z.infer<typeof nodeUsage>;

export const nodeUsages = z.object({
  nodes: z.array(nodeUsage),
  clusters: z.array(freshness),
});
