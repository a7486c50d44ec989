import { zodResolver } from '@hookform/resolvers/zod';
import {
  acknowledgeInput,
  problemApi,
  type Problem,
} from '@asterism/api-types/fleet-api/problem-api';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { z } from 'zod/mini';
import { acknowledgeProblem, snoozeProblem } from '#/api/problem-writes.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import { endDraft } from '#/form/draft-keeping.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { FieldsDialog } from '#/form/fields-dialog.tsx';
import { SelectField } from '#/form/select-field.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { problemSubject } from './problem-words.ts';
import { ShowCall } from './show-call.tsx';

export type NoteKind = 'acknowledge' | 'snooze';

const HOUR = 3_600_000;
const SPANS = {
  '1 hour': HOUR,
  '4 hours': 4 * HOUR,
  '1 day': 24 * HOUR,
  '1 week': 7 * 24 * HOUR,
  '4 weeks': 28 * 24 * HOUR,
} as const;
type Span = keyof typeof SPANS;
const isSpan = (text: string): text is Span => Object.hasOwn(SPANS, text);
const SPAN_NAMES = Object.keys(SPANS).filter(isSpan);

const noteForm = z.object({ span: z.enum(SPAN_NAMES), note: acknowledgeInput.shape.note });
type NoteForm = z.input<typeof noteForm>;
type Sent = z.output<typeof noteForm>;

const FIELDS: RequestFields<NoteForm, typeof problemApi.snoozeProblem> = {
  span: 'until',
  note: 'note',
};

const BEFORE: Sent = { span: '4 hours', note: '' };

interface NoteProblemDialogProps {
  readonly problem: Problem;
  readonly kind: NoteKind;
  readonly onClose: () => void;
}

/** Notes that one deals with a problem, or keeps it out of the lists for a while. */
export function NoteProblemDialog({ problem, kind, onClose }: NoteProblemDialogProps) {
  const { id: problemId, title } = problem;
  const isSnooze = kind === 'snooze';
  const form = useForm<NoteForm, unknown, Sent>({
    resolver: zodResolver(noteForm),
    mode: 'onTouched',
    defaultValues: BEFORE,
  });
  const [openedAt] = useState(serverNow);
  const [span, note] = useWatch({
    control: form.control,
    name: ['span', 'note'],
  });
  const acknowledging = useWrite(acknowledgeProblem);
  const snoozing = useWrite(snoozeProblem);
  const { outcome, isPending, isChecking } = isSnooze ? snoozing : acknowledging;
  const formError = useServerErrors(form, errorOf(outcome), FIELDS);
  const draft = { form: 'note-problem', of: problemId } as const;
  const end = (done: { readonly kind: string }): void => {
    if (done.kind !== 'done') return;
    endDraft(draft);
    onClose();
  };
  const untilOf = (chosen: Span, from: number): string =>
    new Date(from + SPANS[chosen]).toISOString();
  const submit = form.handleSubmit((typed) =>
    isSnooze
      ? snoozing.write(
          { problemId, until: untilOf(typed.span, serverNow()), note: typed.note.trim() },
          end,
        )
      : acknowledging.write({ problemId, note: typed.note.trim() }, end),
  );
  return (
    <FieldsDialog
      title={isSnooze ? 'Snooze this problem' : 'Acknowledge this problem'}
      description={`${title}, ${problemSubject(problem)}. ${
        isSnooze
          ? 'It is in no list and in no bell until then, for anybody.'
          : 'It stays in the list, with your name, until it is over. The bell no longer counts it.'
      }`}
      variant="small"
      form={form}
      draft={draft}
      onSubmit={submit}
      action={isSnooze ? 'Snooze' : 'Acknowledge'}
      isPending={isPending}
      checking={isChecking ? 'the note was saved' : undefined}
      error={formError}
      onClose={onClose}
    >
      {isSnooze ? (
        <SelectField<NoteForm>
          name="span"
          label="For"
          choices={SPAN_NAMES.map((value) => ({ value, label: value }))}
        />
      ) : null}
      <TextField<NoteForm>
        name="note"
        label="Note"
        placeholder="Drive is ordered"
        hasInitialFocus
        helper="Everybody who sees the problem reads it."
      />
      {isSnooze ? (
        <ShowCall
          call={{
            operation: problemApi.snoozeProblem,
            input: { problemId, until: untilOf(span, openedAt), note },
          }}
        />
      ) : (
        <ShowCall call={{ operation: problemApi.acknowledgeProblem, input: { problemId, note } }} />
      )}
    </FieldsDialog>
  );
}
