import {
  changedFields,
  DRAFT_FIELDS,
  isSame,
  type DraftField,
  type VolumeDraft,
} from '#/features/volumes/volume-draft.ts';

/** Which of two versions of a field is taken. */
export type Side = 'mine' | 'theirs';

/** A field that is not the same in all three: who has changed it. `both` needs a choice. */
export interface FieldDifference {
  readonly field: DraftField;
  readonly changedBy: Side | 'both';
}

/** A draft that was made from one version of a volume, met by another version. */
export interface Merge {
  readonly base: VolumeDraft;
  readonly mine: VolumeDraft;
  readonly theirs: VolumeDraft;
  readonly differences: readonly FieldDifference[];
}

export type Choices = Readonly<Partial<Record<DraftField, Side>>>;

function differenceOf(
  field: DraftField,
  base: VolumeDraft,
  mine: VolumeDraft,
  theirs: VolumeDraft,
): FieldDifference | undefined {
  if (isSame(field, mine, theirs)) return undefined;
  if (isSame(field, base, theirs)) return { field, changedBy: 'mine' };
  if (isSame(field, base, mine)) return { field, changedBy: 'theirs' };
  return { field, changedBy: 'both' };
}

/** Compares, field by field, what a draft was made from, the draft, and what there is now. */
export function mergeDrafts(base: VolumeDraft, mine: VolumeDraft, theirs: VolumeDraft): Merge {
  const differences = DRAFT_FIELDS.map((field) => differenceOf(field, base, mine, theirs)).filter(
    (difference) => difference !== undefined,
  );
  return { base, mine, theirs, differences };
}

/** What of the fields that a draft holds others have changed. */
export const theirFields = ({ base, theirs }: Merge): DraftField[] => changedFields(base, theirs);

/** The fields that both have changed and of which neither is chosen yet. */
export const openFields = ({ differences }: Merge, choices: Choices): DraftField[] =>
  differences
    .filter(({ field, changedBy }) => changedBy === 'both' && choices[field] === undefined)
    .map(({ field }) => field);

/** The version of a field that is taken: the changed one, or the chosen one; an open field stays as in the draft. */
export const sideOf = ({ field, changedBy }: FieldDifference, choices: Choices): Side =>
  changedBy === 'both' ? (choices[field] ?? 'mine') : changedBy;

/** The draft with what others have changed, by the choices made. */
export function resolve(merge: Merge, choices: Choices): VolumeDraft {
  const taken = merge.differences.filter((difference) => sideOf(difference, choices) === 'theirs');
  return {
    ...merge.mine,
    ...Object.fromEntries(taken.map(({ field }) => [field, merge.theirs[field]])),
  };
}
