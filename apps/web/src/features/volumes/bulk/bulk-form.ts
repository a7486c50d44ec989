import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import type { VolumesSnapshot } from '@asterism/api-types/fleet-api/volumes-snapshot';
import { aclRule, ipAclRule } from '@asterism/api-types/rules/access-lists';
import { descriptionRule } from '@asterism/api-types/rules/description';
import { labelsRule, type Label } from '@asterism/api-types/rules/labels';
import { namesByVolumeRule, VOLUME_NAME } from '@asterism/api-types/rules/names-by-volume';
import { parseTypedSize, typedSizeRule } from '@asterism/api-types/rules/typed-size';
import { follows } from '@asterism/api-types/rules/verdict';
import { z } from 'zod/mini';
import type { DraftTaskInput } from '#/api/task-draft.ts';
import { NIGHTLY, schedulePolicyOf, scheduleTime } from '#/domain/schedule-form.ts';
import { timeInName } from '#/lib/time-in-name.ts';

/** What can be changed of many volumes at once; each has a dialog. */
export const BULK_CHANGES = ['size', 'acl', 'IPAcl', 'labels', 'qosPolicyName'] as const;
export type BulkChange = (typeof BULK_CHANGES)[number];
/** What is entered before the preview. */
export type BulkEntry = BulkChange | 'snapshot' | 'schedule';

/** What becomes of a list: entries come to it or leave it, or it becomes another. */
export const HOWS = ['add', 'remove', 'replace'] as const;

/** What a person enters, as the fields hold it; each change looks at its own. */
const fields = z.object({
  size: z.string(),
  how: z.enum(HOWS),
  acl: z.array(z.string()),
  IPAcl: z.array(z.string()),
  labels: z.array(z.object({ key: z.string(), value: z.string() })),
  removedLabels: z.array(z.string()),
  qosPolicyName: z.string(),
  snapshotName: z.string(),
  description: z.string(),
  retentionTime: z.string(),
  scheduleName: z.string(),
  every: z.string(),
  time: z.string(),
});
export type BulkForm = z.infer<typeof fields>;

const EMPTY_FORM: BulkForm = {
  size: '',
  how: 'add',
  acl: [],
  IPAcl: [],
  labels: [],
  removedLabels: [],
  qosPolicyName: '',
  snapshotName: '',
  description: '',
  scheduleName: `${VOLUME_NAME}-nightly`,
  ...NIGHTLY,
  retentionTime: '0s',
};

/** What is in the fields before anything was entered. */
export const formBefore = (entry: BulkEntry): BulkForm => ({
  ...EMPTY_FORM,
  // It has the time in it: a draft of yesterday is not to bring back that of then.
  snapshotName: `${VOLUME_NAME}-${timeInName()}`,
  ...(entry === 'schedule' ? NIGHTLY : {}),
});

/** The form of a change, by the contract's rules for what it is about. */
export const bulkForms: Readonly<Record<BulkEntry, z.ZodMiniType<BulkForm, BulkForm>>> = {
  size: z.extend(fields, { size: z.string().check(follows(typedSizeRule)) }),
  acl: z.extend(fields, { acl: z.array(z.string()).check(follows(aclRule)) }),
  IPAcl: z.extend(fields, { IPAcl: z.array(z.string()).check(follows(ipAclRule)) }),
  labels: z
    .extend(fields, {
      labels: z
        .array(z.object({ key: z.string(), value: z.string() }))
        .check(follows<readonly Label[]>(labelsRule)),
    })
    .check(
      z.refine(({ labels, removedLabels }) => labels.length + removedLabels.length > 0, {
        path: ['labels'],
        error: 'add a label, or a key to remove',
      }),
    ),
  qosPolicyName: z.extend(fields, {
    qosPolicyName: z.string().check(z.minLength(1, 'choose a policy')),
  }),
  snapshot: z.extend(fields, {
    snapshotName: z.string().check(follows(namesByVolumeRule)),
    description: z.string().check(follows(descriptionRule)),
    labels: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .check(follows<readonly Label[]>(labelsRule)),
  }),
  schedule: z.extend(fields, {
    scheduleName: z.string().check(follows(namesByVolumeRule)),
    description: z.string().check(follows(descriptionRule)),
    time: scheduleTime,
  }),
};

const sizeIn = (typed: string): string => {
  const size = parseTypedSize(typed);
  return size.ok ? String(size.value.bytes) : typed;
};

const CHANGE: Readonly<Record<BulkChange, (form: BulkForm) => VolumesChange>> = {
  size: ({ size }) => ({ size: sizeIn(size) }),
  acl: ({ how, acl }) => ({ acl: { [how]: acl } }),
  IPAcl: ({ how, IPAcl }) => ({ IPAcl: { [how]: IPAcl } }),
  labels: ({ labels, removedLabels }) => ({
    labels: {
      ...(labels.length === 0 ? {} : { set: labels }),
      ...(removedLabels.length === 0 ? {} : { remove: removedLabels }),
    },
  }),
  qosPolicyName: ({ qosPolicyName }) => ({ qosPolicyName }),
};

/** What snapshots a filled-in form asks for. */
const snapshotIn = (form: BulkForm): VolumesSnapshot => ({
  name: form.snapshotName,
  retentionTime: form.retentionTime,
  ...(form.description === '' ? {} : { description: form.description }),
  ...(form.labels.length === 0 ? {} : { labels: form.labels }),
});

/** What schedules a filled-in form asks for. */
const scheduleIn = (form: BulkForm) => ({
  name: form.scheduleName,
  schedulePolicy: schedulePolicyOf(form),
  ...(form.description === '' ? {} : { description: form.description }),
});

/** What a filled-in form asks of each volume. */
export function workIn(
  entry: BulkEntry,
  form: BulkForm,
): Omit<DraftTaskInput, 'volumes' | 'matching'> {
  if (entry === 'snapshot') return { kind: 'snapshot volumes', snapshot: snapshotIn(form) };
  if (entry === 'schedule') return { kind: 'schedule volumes', schedule: scheduleIn(form) };
  return { kind: 'change volumes', change: CHANGE[entry](form) };
}
