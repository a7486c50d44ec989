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
