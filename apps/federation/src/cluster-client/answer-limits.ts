import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { project, policy } from '@asterism/api-types/cluster-api/cluster-operations';
import { connectedHost, server } from '@asterism/api-types/cluster-api/hardware-operations';
import { node } from '@asterism/api-types/cluster-api/node';
import { nvmeDevice } from '@asterism/api-types/cluster-api/nvme-device';
import { resourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { volume } from '@asterism/api-types/cluster-api/volume';
import { VOLUME_PAGE_MAX } from '@asterism/api-types/cluster-api/volume-operations';
import type { Operation } from '@asterism/api-types/common/operation';
import type { z } from 'zod/mini';

const MIB = 1024 * 1024;

/** How much one answer may be before it is cut off while it is read. */
export interface AnswerLimits {
  readonly bytes: number;
  /** Brackets, braces and commas: what it would be in memory hangs on them more than on its bytes. */
  readonly parts: number;
  /** How deep they may lie in each other. */
  readonly depth: number;
}

/** A list in an answer. */
export interface ListAnswer {
  /** The field that has it. */
  readonly key: string;
  readonly row: z.ZodMiniType;
  /** More rows are no answer. */
  readonly rowsMax: number;
}

/** A cluster has 3 to 16 servers (lightbits-api §4), and few nodes on each. */
const NODES_MAX = 256;
/** Far above what was seen. */
const NAMES_MAX = 10_000;

/** The lists that a cluster can answer with. The federation may answer longer ones: it speaks for many clusters. */
export const LISTS: ReadonlyMap<Operation, ListAnswer> = new Map<Operation, ListAnswer>([
  [clusterApi.listVolumes, { key: 'volumes', row: volume, rowsMax: VOLUME_PAGE_MAX }],
  [clusterApi.listProjectVolumes, { key: 'volumes', row: volume, rowsMax: VOLUME_PAGE_MAX }],
  [clusterApi.listSnapshots, { key: 'snapshots', row: snapshot, rowsMax: VOLUME_PAGE_MAX }],
  [clusterApi.listNodes, { key: 'nodes', row: node, rowsMax: NODES_MAX }],
  [clusterApi.listServers, { key: 'servers', row: server, rowsMax: NODES_MAX }],
  [clusterApi.listNvmeDevices, { key: 'NvmeDevices', row: nvmeDevice, rowsMax: NAMES_MAX }],
  [clusterApi.listProjects, { key: 'projects', row: project, rowsMax: NAMES_MAX }],
  [clusterApi.listPolicies, { key: 'policies', row: policy, rowsMax: NAMES_MAX }],
  [
    clusterApi.listResourcePolicies,
    { key: 'resourcePolicies', row: resourcePolicy, rowsMax: NAMES_MAX },
  ],
  [clusterApi.listHosts, { key: 'connectedHosts', row: connectedHost, rowsMax: NAMES_MAX }],
]);

/** Lists of many rows. */
const PAGES: ReadonlySet<Operation> = new Set<Operation>([
  clusterApi.listVolumes,
  clusterApi.listProjectVolumes,
  clusterApi.listSnapshots,
  clusterApi.listHosts,
]);

const DEPTH_MAX = 32;

const PAGE: AnswerLimits = { bytes: 8 * MIB, parts: 400_000, depth: DEPTH_MAX };
const OTHER: AnswerLimits = { bytes: 4 * MIB, parts: 200_000, depth: DEPTH_MAX };

/** How much the answer to an operation may be. */
export const limitsOf = (operation: Operation): AnswerLimits =>
  PAGES.has(operation) ? PAGE : OTHER;

/** How much of an answer that is none, but an error, is read. */
export const ERROR_LIMITS: AnswerLimits = { bytes: 64 * 1024, parts: 10_000, depth: DEPTH_MAX };

/**
 * The most characters of all text of one volume, node, policy and so on. A page of 1000 such volumes is still an answer that
 * can be passed on.
 */
export const ROW_TEXT_MAX = 32 * 1024;
/** A host may be connected to all volumes, each named by its UUID. */
export const HOST_TEXT_MAX = 4 * MIB;

/** The largest number at any place: all are of 32 bits, or ratios (lightbits-api §1.1). */
export const NUMBER_MAX = 1e12;
