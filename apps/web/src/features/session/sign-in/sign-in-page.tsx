import { useEffect } from 'react';
import { redirect, useNavigate, useSearchParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { sessionChannel } from '#/api/session-channel.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { sessionQuery } from '#/api/session.ts';
import { LogoMark } from '#/ui/logo.tsx';
import { PlainHttpNotice } from './plain-http-notice.tsx';
import { safeReturnPath } from '#/lib/paths.ts';
import { SignInForm } from '#/features/session/sign-in-form.tsx';

/** Whoever is signed in already goes on. */
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
      sessionChannel.hear((message) => {
        if (message.kind === 'signed-in') location.assign(returnTo);
      }),
    [returnTo],
  );

  function goOn() {
    // What the page asked for before it was sent here goes on.
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
