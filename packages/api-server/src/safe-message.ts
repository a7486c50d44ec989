/** The longest message of an answer, in characters. */
const LONGEST = 1024;

/**
 * A message that may be shown and logged whatever was put into it: parts of requests and other servers' answers stand
 * in messages. Without control characters, and of a length that somebody may read.
 */
export function safeMessage(text: string): string {
  const clean = text.replaceAll(/\p{Cc}+/gu, ' ');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}
