import { hash, randomBytes } from 'node:crypto';
import type { Rights } from '@asterism/api-types/rules/roles';

/** The session of a signed-in person. `token` never leaves the server. */
export interface Session {
  /** SHA-256 of the id; identifies the session internally. */
  readonly key: string;
  readonly username: string;
  /** The roles as last read; the federation checks rights itself, at every request. */
  readonly roles: readonly string[];
  /** What the roles give. */
  readonly rights: Rights;
  /** The federation's idToken. */
  readonly token: string;
  readonly expiresAt: Date;
  /** While the person sees the console as somebody with one role: the token above is of that role. */
  readonly preview?: Preview | undefined;
}

/** What a session that is a preview is of. */
export interface Preview {
  readonly role: string;
  /** The idToken of the person, to go back with. */
  readonly ownToken: string;
}

/** Who starts a session. */
export interface NewSession {
  readonly username: string;
  readonly roles: readonly string[];
  readonly token: string;
  /** Seconds that the token is valid. */
  readonly tokenSeconds: number;
  /** Where it was started from, so that the person recognizes the session. */
  readonly address: string;
  readonly userAgent: string;
}

/** A session that has begun. The id goes only into the cookie. */
export interface StartedSession {
  readonly id: string;
  readonly session: Session;
}

/** What people may see of their own sessions. */
export interface OwnSession {
  readonly key: string;
  readonly createdAt: Date;
  readonly lastActiveAt: Date;
  readonly expiresAt: Date;
  readonly address: string;
  readonly userAgent: string;
}

const ID_BYTES = 32;
const ID_FORM = /^[A-Za-z0-9_-]{43}$/;

/** A new session id: 256 random bits. */
export const newSessionId = (): string => randomBytes(ID_BYTES).toString('base64url');

export const isSessionId = (text: string): boolean => ID_FORM.test(text);

/** What is stored of a session id: its SHA-256, in hex. */
export const sessionKey = (id: string): string => hash('sha256', id, 'hex');

/** What the sealed own token of a preview is bound to, so that it never passes for the token of the preview. */
export const ownTokenKey = (key: string): string => `${key} own`;
