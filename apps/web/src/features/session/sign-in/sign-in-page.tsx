import { useEffect } from 'react';
import { redirect, useNavigate, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionChannel } from '#/api/session-channel.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { sessionQuery } from '#/api/session.ts';
import { SignInForm } from '#/features/session/sign-in-form.tsx';
import { safeReturnPath } from '#/lib/paths.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { Note } from '#/ui/note.tsx';
import './sign-in-page.css';

/**
 * Says why nobody can sign in at this address. Browsers keep the session's cookie only over https or on localhost; with a
 * form people would go round in circles between a right password and a session that has ended.
 */
function PlainHttpNotice() {
  return (
    <Note tone="danger" titleAs="h2" title="You can’t sign in at this address">
      <p>
        The console was opened over plain HTTP. Over HTTP, browsers stay signed in on localhost
        only.
      </p>
      <p>
        For your administrator: put an HTTPS proxy in front of it, set{' '}
        <code>ASTERISM_PUBLIC_URL=https://{location.hostname}</code>, and open that address. On the
        machine itself{' '}
        <code>http://localhost{location.port === '' ? '' : `:${location.port}`}</code> works.
      </p>
    </Note>
  );
}

/** Users who are already signed in continue to their page. */
export async function loader({ request }: LoaderFunctionArgs) {
  const session = await queryClient.fetchQuery(sessionQuery()).catch(() => null);
  if (session === null) return null;
  return redirect(safeReturnPath(new URL(request.url).searchParams.get('returnTo')));
}

export function SignInPage() {
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const returnTo = safeReturnPath(search.get('returnTo'));

  useEffect(
    () =>
      sessionChannel.subscribe((message) => {
        if (message.kind === 'signed-in') location.assign(returnTo);
      }),
    [returnTo],
  );

  function goOn() {
    // Requests that waited for the sign-in continue.
    sessionEnd.renewed();
    void navigate(returnTo, { replace: true });
  }

  return (
    <main className="ast-sign-in">
      <title>Sign in · Asterism</title>
      <div className="ast-sign-in-card">
        <div className="ast-sign-in-brand">
          <LogoMark size={44} />
          <h1>Asterism</h1>
        </div>
        <p className="ast-quiet">Sign in to your storage fleet</p>
        {isSecureContext ? <SignInForm onSignedIn={goOn} /> : <PlainHttpNotice />}
      </div>
    </main>
  );
}
