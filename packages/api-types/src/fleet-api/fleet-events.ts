import { z } from 'zod/mini';
import { volume } from '../cluster-api/volume.ts';
import { freshness } from './fleet-cluster.ts';
import { fleetTask } from './fleet-task.ts';
import { fleetWorkflow } from './fleet-workflow.ts';

/** What a volume was before it changed or went: what it is counted, filtered and sorted by. */
export const volumeBefore = z.object({
  ...z.pick(volume, {
    projectName: true,
    name: true,
    size: true,
    state: true,
    protectionState: true,
    creationTime: true,
  }).shape,
  /** Whatever a search looks at is the same as now. */
  isFoundAlike: z.boolean(),
});
export type VolumeBefore = z.infer<typeof volumeBefore>;

/**
 * What `GET /api/v2/fleet/events` sends, as the JSON `data` of server-sent events. Each has an id; a client that
 * comes back with `Last-Event-ID` gets what it missed, or `resync` when that is no longer kept.
 */
export const fleetEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('workflow'), workflow: fleetWorkflow }),
  z.object({ type: z.literal('task'), task: fleetTask }),
  z.object({
    type: z.literal('cluster'),
    clusterId: z.string(),
    change: z.enum(['attached', 'detached', 'updated']),
  }),
  z.object({
    /** Told whenever the volumes of a cluster were read, and whenever its status changes. */
    type: z.literal('freshness'),
    ...z.pick(freshness, {
      clusterId: true,
      status: true,
      asOf: true,
      answeredAt: true,
      overdue: true,
    }).shape,
  }),
  z.object({
    type: z.literal('volumes'),
    clusterId: z.string(),
    /** Volumes that are new or changed; empty when `many`. */
    changed: z.array(volume),
    /** UUIDs of volumes that are gone. */
    removed: z.array(z.string()),
    /** What these were before, by UUID in lower case; null for those that are new. One that is not listed is not known. */
    before: z.optional(z.record(z.string(), z.nullable(volumeBefore))),
    /** More has changed than fits in an event: read again. */
    many: z.boolean(),
  }),
  z.object({
    /** The snapshots of a cluster were read, or some of them have changed. */
    type: z.literal('snapshots'),
    clusterId: z.string(),
    /** When all of them were last read; absent before the first time. */
    asOf: z.optional(z.string()),
    /** Whether any that the receiver may see are other than before. */
    isChanged: z.boolean(),
  }),
  z.object({
    /** Other volumes than before are in a state that ends by itself for unusually long. */
    type: z.literal('slow'),
  }),
  z.object({
    /** Other problems than before, or the same ones with other numbers or notes. */
    type: z.literal('problems'),
  }),
  z.object({ type: z.literal('resync') }),
]);
export type FleetEvent = z.infer<typeof fleetEvent>;

/**
 * What the federation sends on the event stream at a steady pace while it lives, under the event name `heartbeat` and
 * without an id. Without two of them in a row, nothing that was read can be shown as current.
 */
export const fleetHeartbeat = z.object({
  type: z.literal('heartbeat'),
  /** The federation's clock. */
  at: z.string(),
  /** Milliseconds until the next one. */
  everyMs: z.number(),
  /** The IDs of the clusters that the monitor should have heard of by now and has not. */
  overdue: z.array(z.string()),
});
export type FleetHeartbeat = z.infer<typeof fleetHeartbeat>;

/** The name of the event that carries a {@link fleetHeartbeat}. */
export const HEARTBEAT_EVENT = 'heartbeat';
/** Milliseconds between two heartbeats. */
export const HEARTBEAT_MS = 5_000;

/** Path of the event stream. */
export const FLEET_EVENTS_PATH = '/api/v2/fleet/events';
