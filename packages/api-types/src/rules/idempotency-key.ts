/** Names one intended change: the same request with the same key is carried out once. Source: the IETF draft of that name. */
export const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key';

/** The draft has a string of structured fields there, in double quotes; UUIDs and what else clients make up at random fit. */
const QUOTED = /^"([A-Za-z0-9_-]{16,64})"$/;

/** What the header must be. */
export const IDEMPOTENCY_KEY_RULE = 'must be 16 to 64 letters, digits, - or _ in double quotes';

/** The key in the header; undefined when it is not as {@link IDEMPOTENCY_KEY_RULE} says. */
export const keyInQuotes = (header: string): string | undefined => QUOTED.exec(header)?.[1];

/** A key as the header has it. */
export const quotedKey = (key: string): string => `"${key}"`;
