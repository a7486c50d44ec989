import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import type { KeptDraft } from '@asterism/api-types/bff-api/drafts-api';
import { useWrite } from '#/api/use-write.ts';
import { readVolumesAgain, volumeCalls } from '#/api/volume-writes.ts';
import { keptEditOf } from './kept-edit.ts';
import { mergeDrafts, resolve, type Choices, type Merge } from './merge-drafts.ts';
import { saveVolume } from './save-volume.ts';
import {
  changedFields,
  draftOf,
  shrinks,
  type VolumeDraft,
} from '#/features/volumes/volume-draft.ts';
import {
  editVolumeForm,
  invalidFields,
  type EditVolumeForm,
} from '#/features/volumes/volume-schema.ts';

/** A draft that has met another version of its volume. */
export interface Conflict {
  readonly now: Volume;
  readonly merge: Merge;
}

interface Attempt {
  readonly base: Volume;
  readonly draft: VolumeDraft;
}

const formOf = (draft: VolumeDraft, allowShrink: boolean): EditVolumeForm => ({
  ...draft,
  acl: [...draft.acl],
  IPAcl: [...draft.IPAcl],
  labels: draft.labels.map((label) => ({ ...label })),
  allowShrink,
});

/**
 * The editing of a volume: a form that knows which version it was made from, and what to do when there is another by
 * the time of saving. What was typed is never lost.
 */
export function useVolumeEdit(loaded: Volume) {
  const [base, setBase] = useState(loaded);
  const [conflict, setConflict] = useState<Conflict>();
  const schema = useMemo(() => editVolumeForm(base), [base]);
  const form = useForm<EditVolumeForm>({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: formOf(draftOf(loaded), false),
  });
  const draft = useWatch({ control: form.control, compute: (values: EditVolumeForm) => values });

  const changed = changedFields(draftOf(base), draft);
  const invalid = invalidFields(schema, draft);

  const saving = useWrite(async (attempt: Attempt, onChecking) => {
    const outcome = await saveVolume(volumeCalls(onChecking), attempt.base, attempt.draft);
    if (outcome.kind === 'done') void readVolumesAgain([attempt.base.UUID]);
    return outcome;
  });
  const send = (attempt: Attempt) =>
    saving.write(attempt, (outcome) => {
      if (outcome.kind === 'conflict') setConflict(outcome);
    });

  /** Goes on from the volume as it is now, with what the choices make of the draft. */
  function rebase({ now, merge }: Conflict, choices: Choices): VolumeDraft {
    const resolved = resolve(merge, choices);
    setBase(now);
    setConflict(undefined);
    saving.reset();
    form.reset(formOf(resolved, draft.allowShrink));
    return resolved;
  }

  /** Goes on with what was typed over a version that may be an older one: saving compares it with the one of now. */
  function goOnWith(kept: KeptDraft): void {
    const edit = keptEditOf(kept, loaded);
    if (edit === undefined) return;
    setBase(edit.base);
    form.reset(edit.values, { keepDefaultValues: true });
  }

  return {
    form,
    goOnWith,
    base,
    draft,
    changed,
    /** Those of them whose values cannot be saved as they are. */
    invalid: changed.filter((field) => invalid.has(field)),
    saving,
    conflict,
    /** Saves what is typed. */
    save: () => send({ base, draft: form.getValues() }),
    /** Compares the draft with a version of the volume that others have made, once it can be saved. */
    compareWith: (now: Volume) =>
      void form.handleSubmit((mine) =>
        setConflict({ now, merge: mergeDrafts(draftOf(base), mine, draftOf(now)) }),
      )(),
    /** Takes the choices and goes back to the form. */
    editOn: (met: Conflict, choices: Choices) => void rebase(met, choices),
    /** Takes the choices and saves, unless the form has to ask something first. False when nothing is left to save. */
    saveResolved: (met: Conflict, choices: Choices): boolean => {
      const resolved = rebase(met, choices);
      if (changedFields(draftOf(met.now), resolved).length === 0) return false;
      if (shrinks(met.now, resolved.size) && !draft.allowShrink) return true;
      send({ base: met.now, draft: resolved });
      return true;
    },
  };
}

export type VolumeEdit = ReturnType<typeof useVolumeEdit>;
