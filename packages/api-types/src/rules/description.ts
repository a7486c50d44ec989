import { allowed, refused, type Rule } from './verdict.ts';

/** The longest description, in bytes of UTF-8 (lightbits-api §4). */
export const DESCRIPTION_MAX_BYTES = 256;

/** A description of a project, snapshot or policy (lightbits-api §4). */
export const descriptionRule: Rule<string> = (text) =>
  new TextEncoder().encode(text).length <= DESCRIPTION_MAX_BYTES
    ? allowed
    : refused(`must be at most ${DESCRIPTION_MAX_BYTES} bytes long`);
