import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import { isSessionId } from '../session/session.ts';

/**
 * Name of the session cookie. Browsers that know the prefix take it only from a server, for this very host, with
 * `Secure` and `HttpOnly`; they take it on `http://127.0.0.1` too.
 */
export const SESSION_COOKIE = '__Host-Http-sid';

/** No `Max-Age`: the browser forgets it when it closes; the server forgets it earlier. */
const ATTRIBUTES: CookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' };

/** The session id that a request carries. Two different ones are none: somebody has planted one. */
export function sessionIdOf(request: IncomingMessage): string | undefined {
  const values = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${SESSION_COOKIE}=`))
    .map((pair) => pair.slice(SESSION_COOKIE.length + 1));
  const [id, ...others] = new Set(values);
  return id !== undefined && others.length === 0 && isSessionId(id) ? id : undefined;
}

export function setSessionCookie(response: Response, id: string): void {
  response.cookie(SESSION_COOKIE, id, ATTRIBUTES);
}

/** Has the browser forget the session, and all that it kept of it. */
export function forgetSession(response: Response): void {
  response.clearCookie(SESSION_COOKIE, ATTRIBUTES);
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
