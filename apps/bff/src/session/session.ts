import { createHash, randomBytes } from 'node:crypto';

/** Somebody who is signed in. `token` never leaves the server. */
export interface Session {
  /** SHA-256 of the id; what the session is called inside. */
  readonly key: string;
  readonly username: string;
  /** The roles as last heard; rights are the federation's to judge, at every request. */
  readonly roles: readonly string[];
  /** The federation's idToken. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** Who starts a session. */
export interface NewSession {
  readonly username: string;
  readonly roles: readonly string[];
  readonly token: string;
  /** Seconds that the token is good for. */
  readonly tokenSeconds: number;
  /** From where, for the person to know the session by. */
  readonly address: string;
  readonly userAgent: string;
}

/** What a person may know of their sessions. */
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

/** Whether the text can be a session id at all. */
export const isSessionId = (text: string): boolean => ID_FORM.test(text);

/** What is kept of a session id: its SHA-256, in hex. */
export const sessionKey = (id: string): string => createHash('sha256').update(id).digest('hex');
