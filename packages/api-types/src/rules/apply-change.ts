import type { Volume } from '../cluster-api/volume.ts';
import type { UpdateVolumeRequest } from '../cluster-api/volume-operations.ts';
import { err, ok, type Result } from '../common/result.ts';
import type { ListChange, VolumesChange } from '../fleet-api/volumes-change.ts';
import { ALLOW_ANY, ALLOW_NONE, aclRule, ipAclRule } from './access-lists.ts';
import { labelsRule } from './labels.ts';
import { parseSize } from './size.ts';
import type { Rule } from './verdict.ts';

/** What is sent to change one volume. */
export type VolumeUpdate = Pick<
  UpdateVolumeRequest,
  'size' | 'acl' | 'IPAcl' | 'qosPolicyName' | 'labels'
>;

/** What a change looks at, and so what must be as it was seen. */
export type ChangedFields = Pick<Volume, 'size' | 'acl' | 'IPAcl' | 'qosPolicyName' | 'labels'>;

const areSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

const isWord = (entry: string): boolean => entry === ALLOW_ANY || entry === ALLOW_NONE;

/** The list after the change. Whom it names for the first time takes the place of "nobody", never of "everybody". */
function changedList(
  now: readonly string[],
  { add = [], remove = [], replace }: NonNullable<ListChange>,
): readonly string[] {
  if (replace !== undefined) return replace;
  if (now.includes(ALLOW_ANY) && !remove.includes(ALLOW_ANY)) return now;
  const left = now.filter((entry) => !isWord(entry) && !remove.includes(entry));
  const list = [...left, ...add.filter((entry) => !left.includes(entry))];
  return list.length === 0 ? [ALLOW_NONE] : list;
}

interface ListPart {
  readonly field: 'acl' | 'IPAcl';
  readonly name: string;
  readonly rule: Rule<readonly string[]>;
}

const LISTS: readonly ListPart[] = [
  { field: 'acl', name: 'the ACL', rule: aclRule },
  { field: 'IPAcl', name: 'the IP ACL', rule: ipAclRule },
];

/**
 * What to send so that a volume has a change; nothing when it has it already. Fails, in words for people, with what would
 * break a rule. A volume that is larger already stays as large.
 */
export function applyChange(
  change: VolumesChange,
  volume: ChangedFields,
): Result<VolumeUpdate | undefined, string> {
  const update: { -readonly [Field in keyof VolumeUpdate]: VolumeUpdate[Field] } = {};
  if (change.size !== undefined) {
    const size = parseSize(change.size);
    if (!size.ok) return err(`the size ${size.error}`);
    if (size.value > BigInt(volume.size)) update.size = String(size.value);
  }
  for (const { field, name, rule } of LISTS) {
    const asked = change[field];
    if (asked === undefined) continue;
    const now = volume[field].values;
    const values = changedList(now, asked);
    if (areSame(now, values)) continue;
    const verdict = rule(values);
    if (!verdict.allowed) return err(`${name} ${verdict.reason}`);
    update[field] = { values: [...values] };
  }
  const { qosPolicyName, labels: asked } = change;
  if (qosPolicyName !== undefined && qosPolicyName !== volume.qosPolicyName) {
    update.qosPolicyName = qosPolicyName;
  }
  if (asked !== undefined) {
    const { set = [], remove = [] } = asked;
    const left = volume.labels.filter(
      ({ key }) => !remove.includes(key) && !set.some((one) => one.key === key),
    );
    const labels = [...left, ...set];
    const texts = (of: typeof labels): string[] => of.map(({ key, value }) => `${key}=${value}`);
    if (!areSame(texts(volume.labels), texts(labels))) {
      const verdict = labelsRule(labels);
      if (!verdict.allowed) return err(`labels: ${verdict.reason}`);
      if (labels.length === 0) return err('its last label cannot be removed: clusters keep it');
      update.labels = labels;
    }
  }
  return ok(Object.keys(update).length === 0 ? undefined : update);
}
