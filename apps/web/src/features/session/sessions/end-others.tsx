import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError } from '#/api/describe-error.ts';
import { endOtherSessionsMutation } from '#/api/own-sessions.ts';
import { showToast } from '#/lib/toasts.ts';
import { ConfirmDialog } from '#/ui/confirm-dialog.tsx';
import { ReasonedButton } from '#/ui/reasoned-button.tsx';

/** Ends all sessions but this one, once that is confirmed. `others` is their number, when it is known. */
export function EndOthers({ others }: { readonly others: number | undefined }) {
  const [isAsking, setIsAsking] = useState(false);
  const { mutate, isPending, error, reset } = useMutation(endOtherSessionsMutation());

  function close() {
    setIsAsking(false);
    reset();
  }
  const end = () =>
    mutate(undefined, {
      onSuccess: () => {
        close();
        showToast({ tone: 'success', title: 'Your other sessions have ended' });
      },
    });

  return (
    <>
      <ReasonedButton
        variant="secondary"
        reason={others === 0 ? 'This is your only session.' : undefined}
        onClick={() => setIsAsking(true)}
      >
        End all others
      </ReasonedButton>
      {isAsking ? (
        <ConfirmDialog
          title="End all your other sessions?"
          action="End all others"
          isPending={isPending}
          error={error === null ? undefined : describeError(error.error)}
          onCancel={close}
          onConfirm={end}
        >
          Whoever uses them has to sign in again. This session goes on.
        </ConfirmDialog>
      ) : null}
    </>
  );
}
