import { createHash, randomBytes } from 'node:crypto';

const ID_BYTES = 32;
const ID_FORM = /^[A-Za-z0-9_-]{43}$/;

/** A new session id: 256 random bits. */
export const newSessionId = (): string => randomBytes(ID_BYTES).toString('base64url');

/** Whether the text can be a session id at all. */
export const isSessionId = (text: string): boolean => ID_FORM.test(text);

/** What is kept of a session id: its SHA-256, in hex. */
export const sessionKey = (id: string): string => createHash('sha256').update(id).digest('hex');
