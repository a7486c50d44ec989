import type { ApiError } from '@asterism/api-types/client/api-error';
import { credentials, type Session } from '@asterism/api-types/bff-api/bff-api';
import { zodResolver } from '@hookform/resolvers/zod';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { FormProvider, useForm } from 'react-hook-form';
import { describeError } from '#/api/describe-error.ts';
import { signIn, type Credentials, type SignInOutcome } from '#/api/sign-in-out.ts';
import { useWrite } from '#/api/use-write.ts';
import { FieldsForm } from '#/form/fields-form.tsx';
import { TextField } from '#/form/text-field.tsx';
import { FailureAlert, type FailureWords } from '#/ui/failure-alert.tsx';

interface SignInFormProps {
  readonly username?: string;
  readonly onSignedIn: (session: Session) => void;
}

const WRONG: FailureWords = {
  title: 'Wrong username or password',
  advice: 'Check both and try again.',
};

const NOT_KEPT: FailureWords = {
  title: 'Your browser did not keep the session',
  advice:
    'The password is correct, but the browser rejected the session cookie. Allow cookies for this site, then try again.',
};

function describeRefusal(error: ApiError | 'not-kept'): FailureWords {
  if (error === 'not-kept') return NOT_KEPT;
  if (error.status === 401) return WRONG;
  // Nobody has a role yet, so this is about the origin of the request.
  return error.status === 403
    ? {
        title: 'You can’t sign in at this address',
        advice: error.message,
        requestId: error.requestId,
      }
    : describeError(error);
}

/** Username and password. Input is kept when the sign-in fails. */
export function SignInForm({ username = '', onSignedIn }: SignInFormProps) {
  const form = useForm({
    resolver: zodResolver(credentials),
    defaultValues: { username, password: '' },
  });
  const { write, outcome, isPending } = useWrite<Credentials, SignInOutcome>(signIn);
  const problem = outcome?.kind === 'refused' ? describeRefusal(outcome.error) : undefined;

  const submit = form.handleSubmit((credentials) =>
    write(credentials, (ended) => {
      if (ended.kind === 'done') return onSignedIn(ended.value);
      return form.setFocus('password', { shouldSelect: true });
    }),
  );

  return (
    <FormProvider {...form}>
      <FieldsForm onSubmit={submit}>
        <TextField<Credentials>
          name="username"
          label="Username"
          autoComplete="username"
          isRequired
          hasInitialFocus={username === ''}
        />
        <TextField<Credentials>
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          isRequired
          hasInitialFocus={username !== ''}
        />
        <Button
          type="submit"
          variant="primary"
          isBlock
          isLoading={isPending}
          isAriaDisabled={isPending}
        >
          {isPending ? 'Signing in' : 'Sign in'}
        </Button>
        {/* Below the form, which stays where it is. */}
        {problem === undefined || isPending ? null : <FailureAlert failure={problem} />}
      </FieldsForm>
    </FormProvider>
  );
}
