import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import { isSessionId } from '../session/session.ts';

/**
 * Name of the session cookie. Browsers that know the prefix accept it only from a server, for exactly this host, with
 * `Secure` and `HttpOnly`; they accept it on `http://127.0.0.1` too.
 */
export const SESSION_COOKIE = '__Host-Http-sid';

const START = `${SESSION_COOKIE}=`;

/** No `Max-Age`: the browser drops the cookie when it closes, and the server ends the session earlier. */
const ATTRIBUTES: CookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' };

/** The session id of a request. Two different ids count as none: one of them was planted. */
export function sessionIdOf(request: IncomingMessage): string | undefined {
  let id: string | undefined;
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const text = pair.trim();
    if (!text.startsWith(START)) continue;
    const value = text.slice(START.length);
    if (id !== undefined && id !== value) return undefined;
    id = value;
  }
  return id !== undefined && isSessionId(id) ? id : undefined;
}

export function setSessionCookie(response: Response, id: string): void {
  response.cookie(SESSION_COOKIE, id, ATTRIBUTES);
}

/** Makes the browser delete the session and everything stored for it. */
export function forgetSession(response: Response): void {
  response.clearCookie(SESSION_COOKIE, ATTRIBUTES);
  response.setHeader('Clear-Site-Data', '"cache", "storage"');
}
