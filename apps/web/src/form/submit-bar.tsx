import { ActionGroup } from '@patternfly/react-core/dist/esm/components/Form';
import { Alert } from '@patternfly/react-core/dist/esm/components/Alert';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import type { ApiError } from '@asterism/api-types/client/api-error';
import { useEffect, useRef } from 'react';
import { useFormState } from 'react-hook-form';
import { describeError } from '#/api/describe-error.ts';
import { CheckingNote } from '#/ui/checking-note.tsx';
import { FailureAlert } from '#/ui/failure-alert.tsx';

interface SubmitBarProps {
  /** The verb: `Create volume`. */
  readonly action: string;
  readonly isPending: boolean;
  /** What is being found out, as its answer was lost: `the volume was created`; see `CheckingNote`. */
  readonly checking?: string | undefined;
  /** What the server said about the whole form; see `useServerErrors` for what it says about a field. */
  readonly error?: ApiError | undefined;
  readonly onCancel: () => void;
  readonly isDisabled?: boolean;
}

/** The end of a form: the buttons, and what became of them. They stay where they are: all of it comes beside or below. */
export function SubmitBar({
  action,
  isPending,
  checking,
  error,
  onCancel,
  isDisabled = false,
}: SubmitBarProps) {
  const { errors, isSubmitted } = useFormState();
  const hasErrors = isSubmitted && Object.keys(errors).length > 0;
  const place = useRef<HTMLDivElement>(null);
  const outcome = checking ?? error;

  useEffect(() => {
    // Below the end of the form may be below the end of the window.
    if (outcome !== undefined) place.current?.scrollIntoView({ block: 'nearest' });
  }, [outcome]);

  return (
    <>
      <ActionGroup>
        <Button
          type="submit"
          variant="primary"
          isLoading={isPending}
          isAriaDisabled={isPending}
          isDisabled={isDisabled}
        >
          {action}
        </Button>
        <Button
          variant="link"
          onClick={onCancel}
          isAriaDisabled={isPending && checking === undefined}
        >
          Cancel
        </Button>
        {hasErrors ? (
          <Alert
            isInline
            isPlain
            variant="danger"
            component="p"
            title="Fix the highlighted fields."
          />
        ) : null}
      </ActionGroup>
      {outcome === undefined ? null : (
        <div ref={place}>
          {checking === undefined ? null : <CheckingNote what={checking} />}
          {error === undefined ? null : <FailureAlert failure={describeError(error)} />}
        </div>
      )}
    </>
  );
}
