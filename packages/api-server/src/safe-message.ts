/** The longest message of an answer, in characters. */
const LONGEST = 1024;

/**
 * A message that is safe to show and to log, whatever it contains: messages quote requests and answers of other servers.
 * It has no control characters and a readable length.
 */
export function safeMessage(text: string): string {
  const clean = text.replaceAll(/\p{Cc}+/gu, ' ');
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}
