import type { KeptDraft } from '@asterism/api-types/bff-api/drafts-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { z } from 'zod/mini';
import { bytesOf, draftOf } from '#/features/volumes/volume-draft.ts';
import type { EditVolumeForm } from '#/features/volumes/volume-schema.ts';

const fields = {
  name: z.string(),
  size: z.string(),
  compression: z.boolean(),
  acl: z.array(z.string()),
  IPAcl: z.array(z.string()),
  qosPolicyName: z.string(),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
};
const typed = z.object({ ...fields, allowShrink: z.boolean() });
const before = z.object({ ...fields, ETag: z.string() });

/** What of a volume has to be kept with a draft, so that it can be compared with what others have made of it since. */
export const baseOf = (volume: Volume) => ({ ...draftOf(volume), ETag: volume.ETag });

/** What was typed, and the volume over which it was typed. Undefined for a draft of another release that does not fit. */
export function keptEditOf(
  draft: KeptDraft,
  now: Volume,
): { readonly values: EditVolumeForm; readonly base: Volume } | undefined {
  const values = typed.safeParse(draft.values);
  const was = before.safeParse(draft.base);
  if (!values.success || !was.success) return undefined;
  const { acl, IPAcl, size, compression, ...rest } = was.data;
  const base: Volume = {
    ...now,
    ...rest,
    size: bytesOf(size),
    compression: compression ? 'true' : 'false',
    acl: { values: acl },
    IPAcl: { values: IPAcl },
  };
  return { values: values.data, base };
}
