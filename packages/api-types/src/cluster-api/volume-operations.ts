import { z } from 'zod/mini';
import { boolQuery, int32In, int64Query, uuidOrEmpty } from '../common/scalars.ts';
import { defineOperation } from '../common/operation.ts';
import { aclRule, ipAclRule } from '../rules/access-lists.ts';
import { labelsRule } from '../rules/labels.ts';
import { sizeRule } from '../rules/size.ts';
import { follows, refused, allowed, type Rule } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';
import { projectName, projectNameOrEmpty } from './project-name.ts';
import { LIST_MAX } from './text-limits.ts';
import { volume } from './volume.ts';

/** The most volumes in one answer (reference: List volumes, `limit`). */
export const VOLUME_PAGE_MAX = 1000;

const name = z.string().check(follows(volumeNameRule));
/** A name to find; empty is not given (lightbits-api §1.1). */
const nameOrEmpty = z
  .string()
  .check(follows((text: string) => (text === '' ? allowed : volumeNameRule(text))));
const size = z
  .string({ error: 'must be a string, such as "10 GiB" or a number of bytes' })
  .check(follows(sizeRule));
const stringValues = (rule: Rule<readonly string[]>) =>
  z.object(
    { values: z.array(z.string()).check(follows(rule)) },
    { error: 'must be of the form {"values": […]}' },
  );
const acl = stringValues(aclRule);
const ipAcl = stringValues(ipAclRule);

const labels = z.array(z.object({ key: z.string(), value: z.string() })).check(follows(labelsRule));

/** `compression` in a request: a string, not a boolean (lightbits-api §1.1, §2.2). */
const compression = z.pipe(
  z.enum(['true', 'True', 'enable', 'enabled', 'false', 'False', 'disable', 'disabled'], {
    error: 'must be "true" or "false" (a string)',
  }),
  z.transform((text) => ['true', 'True', 'enable', 'enabled'].includes(text)),
);

const replicaCountRule: Rule<number> = (count) =>
  count >= 1 && count <= 3 ? allowed : refused('must be 1, 2 or 3');

/** Source: reference, List volumes. `limit` defaults to and is capped at 1000. */
const listVolumesInput = z.object({
  UUID: z.optional(uuidOrEmpty),
  name: z.optional(nameOrEmpty),
  failureDomain: z.optional(z.string()),
  offsetUUID: z.optional(uuidOrEmpty),
  limit: z.optional(int64Query),
  projectName: z.optional(projectNameOrEmpty),
  snapshotUUID: z.optional(uuidOrEmpty),
  showAll: z.optional(boolQuery),
});

const notTooMany = z.maxLength(LIST_MAX.labels, `must have at most ${LIST_MAX.labels} entries`);

const placementRestriction = z.object({
  operator: z.optional(z.literal('In', { error: 'must be "In"' })),
  labelValueKeyPairs: z
    .array(
      z.object({
        key: z.enum(['FD', 'PrimaryFD', 'ClusterID'], {
          error: 'must be FD, PrimaryFD or ClusterID',
        }),
        value: z
          .string()
          .check(
            z.minLength(1, 'must not be empty'),
            z.maxLength(100, 'must be at most 100 characters long'),
          ),
      }),
    )
    .check(notTooMany),
});

/** Source: lightbits-api §2.2. */
const createVolumeInput = z.object({
  name,
  size,
  replicaCount: int32In.check(follows(replicaCountRule)),
  acl,
  projectName,
  compression: z.optional(compression),
  IPAcl: z.optional(ipAcl),
  sectorSize: z.optional(
    z.union(
      [
        z.literal(['sectorSize_Default', 'sectorSize_512B', 'sectorSize_4K']),
        z.literal([0, 512, 4096]),
      ],
      {
        error: 'must be sectorSize_Default, sectorSize_512B or sectorSize_4K',
      },
    ),
  ),
  sourceSnapshotUUID: z.optional(uuidOrEmpty),
  sourceSnapshotName: z.optional(z.string()),
  placementRestrictions: z.optional(z.array(placementRestriction).check(notTooMany)),
  qosPolicyUUID: z.optional(uuidOrEmpty),
  qosPolicyName: z.optional(z.string()),
  labels: z.optional(labels),
});
export type CreateVolumeRequest = z.output<typeof createVolumeInput>;

/** Which volume: by UUID, or by name when the UUID is empty (lightbits-api §1.2). */
const whichVolume = {
  UUID: z._default(uuidOrEmpty, ''),
  name: z.optional(nameOrEmpty),
  projectName: z.optional(projectNameOrEmpty),
};

/** Source: lightbits-api §2.3. `acl` and `IPAcl` replace the whole list; absent fields stay as they are. */
const updateVolumeInput = z.object({
  ...whichVolume,
  size: z.optional(size),
  acl: z.optional(acl),
  IPAcl: z.optional(ipAcl),
  compression: z.optional(compression),
  qosPolicyUUID: z.optional(uuidOrEmpty),
  qosPolicyName: z.optional(z.string()),
  /** Allows to shrink the volume. */
  Force: z.optional(z.boolean({ error: 'must be true or false' })),
  labels: z.optional(labels),
  newName: z.optional(name),
});
export type UpdateVolumeRequest = z.output<typeof updateVolumeInput>;

/** The volume operations of the reference. Each also has a project-scoped path; see `project-volume-operations.ts`. */
export const volumeOperations = {
  listVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/volumes',
    summary: 'List volumes.',
    source: 'reference: List volumes',
    input: listVolumesInput,
    output: z.object({ volumes: z._default(z.array(volume), () => []) }),
    errors: [400, 401, 403, 500],
  }),
  createVolume: defineOperation({
    method: 'POST',
    path: '/api/v2/volumes',
    summary: 'Create volume.',
    source: 'reference: Create volume',
    input: createVolumeInput,
    output: volume,
    errors: [400, 401, 403, 409, 500],
  }),
  getVolume: defineOperation({
    method: 'GET',
    path: '/api/v2/volumes/{UUID}',
    summary: 'Get volume information.',
    source: 'reference: Get volume information',
    input: z.object(whichVolume),
    output: volume,
    errors: [400, 401, 403, 404, 500],
    byName: true,
  }),
  deleteVolume: defineOperation({
    method: 'DELETE',
    path: '/api/v2/volumes/{UUID}',
    summary: 'Delete volume.',
    source: 'reference: Delete volume',
    input: z.object(whichVolume),
    output: z.object({}),
    errors: [400, 401, 403, 404, 409, 412, 500, 503],
    ifMatch: true,
    byName: true,
  }),
  updateVolume: defineOperation({
    method: 'PUT',
    path: '/api/v2/volumes/{UUID}',
    summary: 'Update volume.',
    source: 'reference: Update volume',
    input: updateVolumeInput,
    output: z.object({}),
    errors: [400, 401, 403, 404, 409, 412, 500, 501, 503],
    ifMatch: true,
    byName: true,
  }),
} as const;
