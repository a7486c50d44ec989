import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import {
  boolQuery,
  durationIn,
  int64Query,
  listOut,
  uuid,
  uuidOrEmpty,
} from '../common/scalars.ts';
import { descriptionRule } from '../rules/description.ts';
import { labelsRule } from '../rules/labels.ts';
import { follows } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';
import { snapshot } from './snapshot.ts';
import { inProject } from './project-name.ts';

const SNAPSHOTS = '/api/v2/projects/{projectName}/snapshots';

const createSnapshotInput = z.object({
  ...inProject,
  name: z.string({ error: 'is required' }).check(follows(volumeNameRule)),
  sourceVolumeUUID: z.optional(uuidOrEmpty),
  sourceVolumeName: z.optional(z.string()),
  retentionTime: z.optional(durationIn),
  description: z.optional(z.string().check(follows(descriptionRule))),
  labels: z.optional(
    z.array(z.object({ key: z.string(), value: z.string() })).check(follows(labelsRule)),
  ),
});
export type CreateSnapshotRequest = z.output<typeof createSnapshotInput>;

/** A capital `Name` is how snapshots are got and listed by name; lower-case `name` is ignored (lightbits-api §1.2). */
const listSnapshotsInput = z.object({
  ...inProject,
  UUID: z.optional(uuidOrEmpty),
  Name: z.optional(z.string()),
  sourceVolumeUUID: z.optional(uuidOrEmpty),
  offsetUUID: z.optional(uuidOrEmpty),
  limit: z.optional(int64Query),
  showAll: z.optional(boolQuery),
});

const rollbackVolumeInput = z.object({
  ...inProject,
  UUID: uuid,
  srcSnapshotUUID: z.optional(uuidOrEmpty),
  srcSnapshotName: z.optional(z.string()),
});
export type RollbackVolumeRequest = z.output<typeof rollbackVolumeInput>;

/** Snapshots of volumes; the reference has none, real clients need them (lightbits-api §2.8, §7, §9). */
export const snapshotOperations = {
  createSnapshot: defineOperation({
    method: 'POST',
    path: SNAPSHOTS,
    summary: 'Create a snapshot of a volume.',
    source: 'lightbits-api §2.8',
    input: createSnapshotInput,
    output: snapshot,
    errors: [400, 401, 403, 404, 409, 500, 501],
  }),
  listSnapshots: defineOperation({
    method: 'GET',
    path: SNAPSHOTS,
    summary: 'List snapshots.',
    source: 'lightbits-api §2.8',
    input: listSnapshotsInput,
    output: z.object({ snapshots: listOut(snapshot) }),
    errors: [400, 401, 403, 500],
  }),
  getSnapshot: defineOperation({
    method: 'GET',
    path: `${SNAPSHOTS}/{UUID}`,
    summary: 'Get a snapshot by UUID, or by name.',
    source: 'lightbits-api §2.8',
    input: z.object({
      ...inProject,
      UUID: z._default(uuidOrEmpty, ''),
      Name: z.optional(z.string()),
    }),
    output: snapshot,
    errors: [400, 401, 403, 404, 500],
    byName: true,
  }),
  deleteSnapshot: defineOperation({
    method: 'DELETE',
    path: `${SNAPSHOTS}/{UUID}`,
    summary: 'Delete a snapshot.',
    source: 'lightbits-api §2.8',
    // Here the vendor's message has a lower-case name.
    input: z.object({
      ...inProject,
      UUID: z._default(uuidOrEmpty, ''),
      name: z.optional(z.string()),
    }),
    output: z.object({}),
    errors: [400, 404, 409, 412, 500, 503],
    ifMatch: true,
    byName: true,
  }),
  rollbackVolume: defineOperation({
    method: 'PUT',
    path: '/api/v2/projects/{projectName}/volumes/{UUID}/rollback',
    summary: 'Roll a volume back to one of its snapshots.',
    source: 'lightbits-api §2.8',
    input: rollbackVolumeInput,
    output: z.object({}),
    errors: [400, 401, 403, 404, 500, 503],
  }),
} as const;
