import { z } from 'zod/mini';
import { listOut, shortText, textOut, uint64Out } from '../common/scalars.ts';
import { freshness } from './fleet-cluster.ts';
import { anyOf, anyText, fleetVolumesInput } from './fleet-volumes.ts';

/** `connected`: to at least one volume. `allowed`: by the ACL of volumes, and connected to none. */
export const HOST_CONNECTIONS = ['connected', 'allowed'] as const;
export type HostConnection = (typeof HOST_CONNECTIONS)[number];

/** What hosts can be sorted by; `host` is the friendly name, or else the NQN. Clusters and projects are sorted by how many they are. */
export const HOST_SORT_KEYS = [
  'host',
  'connection',
  'volumes',
  'connectedVolumes',
  'capacity',
  'clusters',
  'projects',
  'nqn',
  'namedBy',
] as const;
export type HostSortKey = (typeof HOST_SORT_KEYS)[number];

/** The longest friendly name of a host. */
export const HOST_NAME_MAX = 100;
/** The longest NQN (lightbits-api §4). */
export const HOST_NQN_MAX = 223;

/** The friendly name of a host, kept by the federation. */
export const hostName = z.object({ name: z.string(), setBy: z.string(), setAt: z.string() });
export type HostName = z.infer<typeof hostName>;

/** A host as the volumes that you may see know it. */
export const fleetHost = z.object({
  hostNQN: z.string(),
  /** Absent when nobody has given it one. */
  friendly: z.optional(hostName),
  connection: z.enum(HOST_CONNECTIONS),
  /** That allow it, or that it is connected to. */
  volumes: z.number(),
  connectedVolumes: z.number(),
  /** The sizes of these volumes together, in bytes. */
  capacity: uint64Out,
  clusterIds: listOut(z.string()),
  projects: listOut(z.string()),
});
export type FleetHost = z.infer<typeof fleetHost>;

const { search, query, order, best, offset, limit } = fleetVolumesInput.shape;

/** A question to the hosts of the fleet. Filters of different kinds must all match. */
export const fleetHostsInput = z.object({
  /** Words: each is in the friendly name or in the NQN; any case. */
  search,
  /** Words and conditions in one line, all of which must match: `connected=0 volumes>10 -project:test`. */
  query,
  connection: anyOf(HOST_CONNECTIONS),
  /** Cluster UUIDs. */
  cluster: anyText,
  project: anyText,
  sort: z._default(
    z.enum(HOST_SORT_KEYS, { error: `must be one of ${HOST_SORT_KEYS.join(', ')}` }),
    'host',
  ),
  order,
  best,
  offset,
  limit,
});
export type FleetHostsQuestion = z.output<typeof fleetHostsInput>;

const counts = z.record(z.string(), z.number());

export const fleetHostsOutput = z.object({
  hosts: z.array(fleetHost),
  /** How many match, on all pages. */
  total: z.number(),
  /** For each filter, how many hosts each value would match given the search and the other filters. */
  facets: z.object({ connection: counts, cluster: counts, project: counts }),
  clusters: z.array(freshness),
});
export type FleetHosts = z.infer<typeof fleetHostsOutput>;

export const oneFleetHost = z.object({
  ...fleetHost.shape,
  clusters: z.array(freshness),
});

export const nameHostInput = z.object({
  hostNQN: shortText(HOST_NQN_MAX).check(z.minLength(1, 'must not be empty')),
  /** Empty: it has none any more. */
  name: z.string({ error: 'is required' }).check(
    z.maxLength(HOST_NAME_MAX, `must be at most ${HOST_NAME_MAX} characters long`),
    z.refine((name) => name === name.trim(), 'must not begin or end with a space'),
  ),
});

export const nameHostOutput = z.object({ hostNQN: z.string(), name: textOut });
