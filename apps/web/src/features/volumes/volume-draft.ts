import type { TaskGrowth } from '@asterism/api-types/fleet-api/fleet-task';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Label } from '@asterism/api-types/rules/labels';
import { exactSizeText } from '@asterism/api-types/rules/size';
import { growthTo } from '@asterism/api-types/rules/storage-ratio';
import { parseTypedSize } from '@asterism/api-types/rules/typed-size';
import type { UpdateVolumeInput } from '#/api/volume-writes.ts';
import { aclSummary, ipAclSummary } from '#/domain/access-summary.ts';
import { formatBytes, formatExactBytes } from '#/lib/format.ts';

/** What of a volume can be changed, as a form holds it. */
export interface VolumeDraft {
  readonly name: string;
  /** As typed: `1.5 TiB`. */
  readonly size: string;
  readonly compression: boolean;
  readonly acl: readonly string[];
  readonly IPAcl: readonly string[];
  readonly qosPolicyName: string;
  readonly labels: readonly Label[];
}

export type DraftField = keyof VolumeDraft;

export const DRAFT_FIELDS = [
  'name',
  'size',
  'compression',
  'acl',
  'IPAcl',
  'qosPolicyName',
  'labels',
] as const satisfies readonly DraftField[];

export const DRAFT_LABEL: Record<DraftField, string> = {
  name: 'Name',
  size: 'Size',
  compression: 'Compression',
  acl: 'ACL hosts',
  IPAcl: 'IP ACL',
  qosPolicyName: 'QoS policy',
  labels: 'Labels',
};

/** A volume as a draft that changes nothing. */
export const draftOf = (volume: Volume): VolumeDraft => ({
  name: volume.name,
  size: exactSizeText(volume.size),
  compression: volume.compression === 'true',
  acl: volume.acl.values,
  IPAcl: volume.IPAcl.values,
  qosPolicyName: volume.qosPolicyName,
  labels: volume.labels.map(({ key, value }) => ({ key, value })),
});

export const bytesOf = (text: string): string => {
  const size = parseTypedSize(text);
  return size.ok ? String(size.value.bytes) : text;
};

const labelTexts = (labels: readonly Label[]) => labels.map(({ key, value }) => `${key}=${value}`);
const unordered = (values: readonly string[]) => JSON.stringify([...values].sort());

/** Each field as a text that is the same when the field means the same: order and units do not matter. */
const MEANING: Record<DraftField, (draft: VolumeDraft) => string> = {
  name: ({ name }) => name,
  size: ({ size }) => bytesOf(size),
  compression: ({ compression }) => String(compression),
  acl: ({ acl }) => unordered(acl),
  IPAcl: ({ IPAcl }) => unordered(IPAcl),
  qosPolicyName: ({ qosPolicyName }) => qosPolicyName,
  labels: ({ labels }) => unordered(labelTexts(labels)),
};

/** Whether a field means the same in both. */
export const isSame = (field: DraftField, one: VolumeDraft, other: VolumeDraft): boolean =>
  MEANING[field](one) === MEANING[field](other);

/** The fields in which two drafts differ. */
export const changedFields = (before: VolumeDraft, after: VolumeDraft): DraftField[] =>
  DRAFT_FIELDS.filter((field) => !isSame(field, before, after));

const entries = (values: readonly string[]) =>
  values.length > 1 ? `: ${values.join(', ')}` : values.map((value) => ` (${value})`).join('');

/** A size in its best unit; to the byte where the unit rounds it. */
function sizeText(text: string): string {
  const size = parseTypedSize(text);
  if (!size.ok) return text;
  const { bytes } = size.value;
  const rounded = formatBytes(bytes);
  return bytesOf(rounded) === String(bytes) ? rounded : `${rounded} (${formatExactBytes(bytes)})`;
}

/** Each field in words. */
export const FIELD_TEXT: Record<DraftField, (draft: VolumeDraft) => string> = {
  name: ({ name }) => name,
  size: ({ size }) => sizeText(size),
  compression: ({ compression }) => (compression ? 'On' : 'Off'),
  acl: ({ acl }) => `${aclSummary(acl)}${entries(acl)}`,
  IPAcl: ({ IPAcl }) => `${ipAclSummary(IPAcl)}${entries(IPAcl)}`,
  qosPolicyName: ({ qosPolicyName }) => (qosPolicyName === '' ? 'None' : qosPolicyName),
  labels: ({ labels }) => labelTexts(labels).join(', ') || 'None',
};

/** Whether the draft makes the volume smaller than it is. */
export function shrinks(volume: Pick<Volume, 'size'>, sizeText: string): boolean {
  const size = parseTypedSize(sizeText);
  return size.ok && size.value.bytes < BigInt(volume.size);
}

/** How many more bytes its cluster promises, once for each replica, when a volume is as large as is typed. */
export function growthOf(
  volume: Pick<Volume, 'size' | 'replicaCount' | 'clusterId'>,
  sizeText: string,
): TaskGrowth {
  const size = parseTypedSize(sizeText);
  const bytes = size.ok ? growthTo(volume, size.value.bytes) : 0n;
  return bytes === 0n ? [] : [{ clusterId: volume.clusterId, bytes: String(bytes) }];
}

/** The request that makes the volume as the draft says: which one it is, and only what changes. */
export function updateRequest(volume: Volume, draft: VolumeDraft): UpdateVolumeInput {
  const changed = new Set(changedFields(draftOf(volume), draft));
  return {
    UUID: volume.UUID,
    projectName: volume.projectName,
    ...(changed.has('name') ? { newName: draft.name } : {}),
    ...(changed.has('size') ? { size: bytesOf(draft.size) } : {}),
    ...(shrinks(volume, draft.size) ? { Force: true } : {}),
    ...(changed.has('compression') ? { compression: draft.compression ? 'true' : 'false' } : {}),
    ...(changed.has('acl') ? { acl: { values: [...draft.acl] } } : {}),
    ...(changed.has('IPAcl') ? { IPAcl: { values: [...draft.IPAcl] } } : {}),
    ...(changed.has('qosPolicyName') ? { qosPolicyName: draft.qosPolicyName } : {}),
    ...(changed.has('labels') ? { labels: [...draft.labels] } : {}),
  };
}
