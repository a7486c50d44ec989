import { z } from 'zod/mini';
import { clusterHealth, clusterStatistics } from '../cluster-api/cluster-info.ts';
import { clusterRefusal } from '../common/cluster-refusal.ts';
import { listOut, numberOut, textOut, uint64Out } from '../common/scalars.ts';
import { cluster } from '../federation-api/cluster.ts';
import { PROTECTION_STATES, VOLUME_STATES } from '../rules/volume-states.ts';
import { healthAssessment, NOT_ASSESSED } from './health-assessment.ts';
import { CAPACITY_THRESHOLDS, PROVISIONING_THRESHOLD } from '../rules/capacity.ts';

/** Number of volumes in each state; states without volumes may be missing. */
export const volumesByState = z.partialRecord(z.enum(VOLUME_STATES), z.number());
export type VolumesByState = z.infer<typeof volumesByState>;

/** Number of volumes in each protection state; states without volumes may be missing. */
export const volumesByProtection = z.partialRecord(z.enum(PROTECTION_STATES), z.number());
export type VolumesByProtection = z.infer<typeof volumesByProtection>;

/** The lists of a cluster that are read row by row. */
export const READ_LISTS = [
  'volumes',
  'snapshots',
  'nodes',
  'projects',
  'policies',
  'hosts',
] as const;
export type ReadList = (typeof READ_LISTS)[number];

/** Rows of a cluster's lists that do not fit the API: they are left out, and the others are shown. */
export const unreadableRows = z.object({
  list: z.enum(READ_LISTS),
  rows: z.number(),
  /** What is wrong with the first of them, for cluster admins; empty for others. */
  firstFault: textOut,
});
export type UnreadableRows = z.infer<typeof unreadableRows>;

/**
 * How fresh the inventory is for one cluster.
 * `asOf` is when the federation last read the cluster's volumes; absent before the first time.
 */
export const freshness = z.object({
  clusterId: z.string(),
  name: textOut,
  /** What to call it for people: see `clusterDisplayNames`. Empty from a federation that does not know this yet. */
  displayName: textOut,
  status: z.enum(['Connected', 'Disconnected', 'Unauthorized']),
  asOf: z.optional(z.string()),
  /** When the cluster last answered a probe; absent before the first time. */
  answeredAt: z.optional(z.string()),
  /** A probe or a reading of the volumes is due and has not ended: what is known may be old, whatever `status` says. */
  overdue: z._default(z.boolean(), false),
  /** Why the newest attempt failed; empty when it did not. */
  error: textOut,
  /** Why the cluster does not let the federation in; absent unless it is Unauthorized, and until that is known. */
  refusal: z.optional(clusterRefusal),
  /** Since when the cluster answers what cannot be an answer; absent while it does not. `error` says what. */
  invalidDataSince: z.optional(z.string()),
  /** As the lists were last read; those that are readable to the last row are not here. */
  unreadable: listOut(unreadableRows),
});
export type Freshness = z.infer<typeof freshness>;

/** A cluster with all that the federation knows of it. */
export const fleetCluster = z.object({
  ...cluster.shape,
  ...z.omit(freshness, { clusterId: true, name: true }).shape,
  attachedAt: z.string(),
  /** The SHA-256 fingerprint that is pinned. */
  tlsFingerprint: z.string(),
  /** The fingerprint that the cluster presents now, when it is not the pinned one: an admin must confirm it. */
  presentedFingerprint: z.optional(z.string()),
  /** The ID of the service key that was imported on the cluster. */
  pubKeyId: textOut,
  statistics: z.optional(clusterStatistics),
  /** As the cluster reports it. */
  health: z.optional(clusterHealth),
  /** As the federation sees it, by all that is here. */
  assessment: z._default(healthAssessment, () => NOT_ASSESSED),
  /** The provisioning ratio above which the cluster is over-provisioned. */
  provisioningThreshold: z._default(z.number(), PROVISIONING_THRESHOLD),
  /** The percentages of used capacity from which on it fills up, and is nearly full. */
  usedThresholds: z._default(
    z.object({ fillingUp: z.number(), nearlyFull: z.number() }),
    () => CAPACITY_THRESHOLDS,
  ),
  currentMaxReplicas: numberOut,
  volumes: numberOut,
  volumesByState,
  volumesByProtection: z._default(volumesByProtection, () => ({})),
  /** Those of them that have failed: they hold no data. */
  failedByProtection: z._default(volumesByProtection, () => ({})),
  /** Provisioned bytes: size times replicas over all volumes. */
  provisionedStorage: uint64Out,
  nodes: listOut(
    z.object({
      UUID: z.string(),
      name: textOut,
      state: textOut,
      readOnly: z._default(z.boolean(), false),
      failureDomains: listOut(z.string()),
    }),
  ),
});
export type FleetCluster = z.infer<typeof fleetCluster>;
