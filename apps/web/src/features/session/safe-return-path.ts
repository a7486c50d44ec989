import { paths } from '#/lib/paths.ts';

/** Where to go after the sign-in: only ever a path of this console. */
export function safeReturnPath(returnTo: string | null): string {
  const isOwnPath = returnTo !== null && /^\/(?![/\\])/.test(returnTo);
  return isOwnPath ? returnTo : paths.overview();
}
