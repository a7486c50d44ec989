import { allowed, refused, type Rule } from './verdict.ts';

const NAME = /^[a-zA-Z0-9\-_.]+$/;

/** The longest name of a volume, label key or label value. */
export const NAME_MAX_LENGTH = 253;

/** A volume's name: 1 to 253 of letters, digits, `-`, `_` and `.` (lightbits-api §4). */
export const volumeNameRule: Rule<string> = (name) => {
  if (name === '') return refused('must not be empty');
  if (name.length > NAME_MAX_LENGTH)
    return refused(`must be at most ${NAME_MAX_LENGTH} characters long`);
  if (!NAME.test(name)) return refused('may only contain letters, digits, "-", "_" and "."');
  return allowed;
};

const PROJECT = /^[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?$/;

/** A project's name (lightbits-api §4). */
export const projectNameRule: Rule<string> = (name) =>
  PROJECT.test(name)
    ? allowed
    : refused(
        'must be 1 to 63 lower-case letters, digits, "." and "-", beginning and ending with a letter or digit',
      );
