import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** The calls about what has volumes. They have a client of their own, for the first page needs none of them. */
export const usageCalls = createClient(usageApi, inSession);

/** A question to the hosts of the fleet, as the API takes it. */
export type FleetHostsInput = OperationInput<typeof usageApi.listFleetHosts>;
export type DomainLensVolumesInput = OperationInput<typeof usageApi.listDomainLensVolumes>;
export type RelatedVolumesInput = OperationInput<typeof usageApi.listRelatedVolumes>;

/** A window of the hosts of the whole fleet. */
export const fleetHostsQuery = (question: FleetHostsInput) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'hosts', question],
    queryFn: ({ signal }) => valueOf(usageCalls.listFleetHosts(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One host by its NQN. */
export const fleetHostQuery = (hostNQN: string) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'host', hostNQN],
    queryFn: ({ signal }) => valueOf(usageCalls.getFleetHost({ hostNQN }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** The projects that the user may see, with what their volumes add up to. */
export const projectUsageQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'projects'],
    queryFn: ({ signal }) => valueOf(usageCalls.listProjectUsage({}, { signal })),
    refetchInterval: fallbackInterval,
  });

/** One project: its usage, and who may do what in it. */
export const projectQuery = (projectName: string) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'project', projectName],
    queryFn: ({ signal }) => valueOf(usageCalls.getProjectUsage({ projectName }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** The QoS policies by name, as each cluster has them. */
export const policyUsageQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'policies'],
    queryFn: ({ signal }) => valueOf(usageCalls.listPolicyUsage({}, { signal })),
    refetchInterval: fallbackInterval,
  });

/** The nodes of all clusters, with what they have. */
export const nodeUsageQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'nodes'],
    queryFn: ({ signal }) => valueOf(usageCalls.listNodeUsage({}, { signal })),
    refetchInterval: fallbackInterval,
  });

/** Of a drive that fails no event tells: the page that shows it asks again. */
const HARDWARE_POLL_MS = 30_000;

/** The nodes, servers and drives of a cluster. */
export const clusterHardwareQuery = (clusterId: string) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'hardware', clusterId],
    queryFn: ({ signal }) => valueOf(usageCalls.getClusterHardware({ clusterId }, { signal })),
    refetchInterval: HARDWARE_POLL_MS,
  });

/** What becomes of the volumes of a cluster if these failure domains go; the answer before stays until the next is there. */
export const domainLensQuery = (clusterId: string, domains: readonly string[]) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'domain-lens', clusterId, domains],
    queryFn: ({ signal }) =>
      valueOf(usageCalls.getDomainLens({ clusterId, domain: domains.join(',') }, { signal })),
    refetchInterval: fallbackInterval,
    placeholderData: keepPreviousData,
  });

/** A window of the volumes that a figure of the lens counts. */
export const domainLensVolumesQuery = (question: DomainLensVolumesInput) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'domain-lens-volumes', question],
    queryFn: ({ signal }) => valueOf(usageCalls.listDomainLensVolumes(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** A window of the volumes of a host. */
export const relatedVolumesQuery = (question: RelatedVolumesInput) =>
  queryOptions({
    queryKey: [...queryKeys.usage, 'related-volumes', question],
    queryFn: ({ signal }) => valueOf(usageCalls.listRelatedVolumes(question, { signal })),
    refetchInterval: fallbackInterval,
  });
