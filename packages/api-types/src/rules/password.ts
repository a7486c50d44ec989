import { allowed, refused, type Rule } from './verdict.ts';

const CHARACTERS_MIN = 8;
export const PASSWORD_BYTES_MAX = 1024;

/** What a new password must be. */
export const passwordRule: Rule<string> = (password) =>
  password.length < CHARACTERS_MIN || new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX
    ? refused(
        `must have ${CHARACTERS_MIN} characters or more, and at most ${PASSWORD_BYTES_MAX} bytes`,
      )
    : allowed;
