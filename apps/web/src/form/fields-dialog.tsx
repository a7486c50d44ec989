import type { ApiError } from '@asterism/api-types/client/api-error';
import type { ReactNode, SyntheticEvent } from 'react';
import { FormProvider, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { DraftName } from '#/api/drafts.ts';
import { FieldsForm } from './fields-form.tsx';
import { FormDialog } from './form-dialog.tsx';
import { KeptDraft } from './kept-draft.tsx';
import { SubmitBar } from './submit-bar.tsx';

interface FieldsDialogProps<Values extends FieldValues, Context, Sent> {
  readonly title: string;
  readonly description?: ReactNode;
  readonly variant: 'small' | 'medium' | 'large';
  readonly form: UseFormReturn<Values, Context, Sent>;
  /** The draft of what is typed; undefined where none is kept. */
  readonly draft?: DraftName;
  /** What the form is filled in with, where that may have changed by the time that the draft is opened again. */
  readonly base?: Readonly<Record<string, unknown>> | undefined;
  readonly onSubmit: (event: SyntheticEvent) => Promise<unknown>;
  /** The verb of the button: `Save`. */
  readonly action: string;
  readonly isPending: boolean;
  /** What is being found out, as its answer was lost: see `CheckingNote`. Then the dialog can be closed. */
  readonly checking?: string | undefined;
  /** What the server said about the whole form. */
  readonly error: ApiError | undefined;
  readonly onClose: () => void;
  /** The fields, and what they come to. */
  readonly children: ReactNode;
}

/** A dialog that is one form: its fields, what they are sent by, and the draft of what is typed into them. */
export function FieldsDialog<Values extends FieldValues, Context, Sent>(
  props: FieldsDialogProps<Values, Context, Sent>,
) {
  const { title, description, variant, form, draft, base, onSubmit, children, onClose } = props;
  const { action, isPending, checking, error } = props;
  return (
    <FormDialog
      title={title}
      description={description}
      variant={variant}
      {...(draft === undefined ? {} : { draft })}
      isWaiting={isPending && checking === undefined}
      onClose={onClose}
    >
      {(close) => (
        <FormProvider {...form}>
          <FieldsForm onSubmit={onSubmit}>
            {children}
            <SubmitBar
              action={action}
              isPending={isPending}
              checking={checking}
              error={error}
              onCancel={close}
            />
            {draft === undefined ? null : (
              <KeptDraft {...draft} {...(base === undefined ? {} : { base })} />
            )}
          </FieldsForm>
        </FormProvider>
      )}
    </FormDialog>
  );
}
