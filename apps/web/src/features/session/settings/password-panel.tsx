import { passwordApi } from '@asterism/api-types/fleet-api/password-api';
import type { ownPasswordApi } from '@asterism/api-types/bff-api/own-password-api';
import { passwordRule } from '@asterism/api-types/rules/password';
import { follows } from '@asterism/api-types/rules/verdict';
import { zodResolver } from '@hookform/resolvers/zod';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { FormProvider, useForm } from 'react-hook-form';
import { z } from 'zod/mini';
import { describeError } from '#/api/describe-error.ts';
import { changeOwnPassword } from '#/api/own-password.ts';
import { useSession } from '#/api/session.ts';
import { useWrite } from '#/api/use-write.ts';
import { errorOf } from '#/api/write.ts';
import type { RequestFields } from '#/form/field-path.ts';
import { ShowCall } from '#/domain/show-call.tsx';
import { FieldsForm } from '#/form/fields-form.tsx';
import { TextField } from '#/form/text-field.tsx';
import { useServerErrors } from '#/form/use-server-errors.ts';
import { showToast } from '#/lib/toasts.ts';
import { FailureAlert } from '#/ui/failure-alert.tsx';
import { Panel } from '#/ui/panel.tsx';

const passwords = z
  .object({
    oldPassword: z.string().check(z.minLength(1, 'is required')),
    newPassword: z.string().check(follows(passwordRule)),
    again: z.string(),
  })
  .check(
    z.refine(({ oldPassword, newPassword }) => oldPassword !== newPassword, {
      path: ['newPassword'],
      error: 'is the old password',
    }),
    z.refine(({ newPassword, again }) => newPassword === again, {
      path: ['again'],
      error: 'differs from the new password',
    }),
  );
type Passwords = z.infer<typeof passwords>;

const EMPTY: Passwords = { oldPassword: '', newPassword: '', again: '' };
const FIELDS: RequestFields<Passwords, typeof ownPasswordApi.changeOwnPassword> = {
  oldPassword: 'oldPassword',
  newPassword: 'newPassword',
  // What the server says of it is said at the field before.
  again: 'newPassword',
};

const CALL = {
  operation: passwordApi.changePassword,
  input: { oldPassword: 'YOUR PASSWORD', newPassword: 'YOUR NEW PASSWORD' },
};

/** The person's own password. */
export function PasswordPanel() {
  const { username } = useSession();
  const form = useForm({ resolver: zodResolver(passwords), defaultValues: EMPTY });
  const { write, outcome, isPending, reset } = useWrite(changeOwnPassword);
  const error = useServerErrors(form, errorOf(outcome), FIELDS);

  const submit = form.handleSubmit(({ oldPassword, newPassword }) =>
    write({ oldPassword, newPassword }, (ended) => {
      if (ended.kind !== 'done') return;
      form.reset(EMPTY);
      reset();
      showToast({
        tone: 'success',
        title: 'Your password was changed',
        detail: 'You were signed out everywhere but in this browser.',
      });
    }),
  );

  return (
    <Panel title="Password">
      <FormProvider {...form}>
        <FieldsForm onSubmit={submit}>
          {/* So that a password manager knows whose password it is. */}
          <input type="text" hidden readOnly autoComplete="username" value={username} />
          <TextField<Passwords>
            name="oldPassword"
            label="Current password"
            type="password"
            autoComplete="current-password"
            isRequired
          />
          <TextField<Passwords>
            name="newPassword"
            label="New password"
            type="password"
            autoComplete="new-password"
            helper="8 characters or more."
            isRequired
          />
          <TextField<Passwords>
            name="again"
            label="New password again"
            type="password"
            autoComplete="new-password"
            isRequired
          />
          <p className="ast-quiet">
            You are signed out everywhere else, and programs that use your tokens have to sign in
            again.
          </p>
          <div>
            <Button
              type="submit"
              variant="secondary"
              isLoading={isPending}
              isAriaDisabled={isPending}
            >
              {isPending ? 'Changing password' : 'Change password'}
            </Button>
          </div>
          {/* What was typed is in no code: it would be copied, and shown on a screen. */}
          <ShowCall call={CALL} />
          {error === undefined || isPending ? null : (
            <FailureAlert failure={describeError(error)} />
          )}
        </FieldsForm>
      </FormProvider>
    </Panel>
  );
}
