import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { aclRule, ipAclRule } from '@asterism/api-types/rules/access-lists';
import { labelsRule } from '@asterism/api-types/rules/labels';
import { formatBytes } from '#/lib/format.ts';
import { typedSizeRule } from '@asterism/api-types/rules/typed-size';
import { follows } from '@asterism/api-types/rules/verdict';
import { projectNameRule, volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { z } from 'zod/mini';
import { shrinks } from './volume-draft.ts';

/** The fields that can be set when a volume is created and changed later, by the contract's rules. */
const changeable = {
  name: z.string().check(follows(volumeNameRule)),
  size: z.string().check(follows(typedSizeRule)),
  compression: z.boolean(),
  acl: z.array(z.string()).check(follows(aclRule)),
  IPAcl: z.array(z.string()).check(follows(ipAclRule)),
  qosPolicyName: z.string(),
  labels: z.array(z.object({ key: z.string(), value: z.string() })).check(follows(labelsRule)),
};

const changeableFields = z.object(changeable);
export type ChangeableFields = z.infer<typeof changeableFields>;

export const SECTOR_SIZES = ['sectorSize_Default', 'sectorSize_512B', 'sectorSize_4K'] as const;

/** The fields of a form, by name, whose values break its rules: what they say cannot be done. */
export const invalidFields = (form: z.ZodMiniType, values: object): ReadonlySet<unknown> =>
  new Set(form.safeParse(values).error?.issues.map(({ path }) => path[0]));

/** The form of a new volume. `clusterId` is empty when the federation may choose. */
export const createVolumeForm = z.object({
  ...changeable,
  projectName: z.string().check(z.minLength(1, 'must not be empty'), follows(projectNameRule)),
  replicaCount: z.enum(['1', '2', '3']),
  sectorSize: z.enum(SECTOR_SIZES),
  clusterId: z.string(),
});
export type CreateVolumeForm = z.infer<typeof createVolumeForm>;

/** The form that edits this volume: the API cannot undo some of them, and shrinking needs consent. */
export const editVolumeForm = (volume: Volume) =>
  z.object({ ...changeable, allowShrink: z.boolean() }).check(
    z.refine(({ size, allowShrink }) => allowShrink || !shrinks(volume, size), {
      path: ['size'],
      error: `is smaller than the current size (${formatBytes(volume.size)}): allow shrinking below, or enter a larger size`,
    }),
    z.refine(({ labels }) => labels.length > 0 || volume.labels.length === 0, {
      path: ['labels'],
      error: 'the cluster’s API can’t remove the last label: keep or change one',
    }),
  );
export type EditVolumeForm = z.infer<ReturnType<typeof editVolumeForm>>;
