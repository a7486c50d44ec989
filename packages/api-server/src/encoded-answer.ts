const ENCODED = Symbol('encoded');

/**
 * An answer that is JSON already, in UTF-8, for long lists that are kept encoded. It goes out as it is, so its maker
 * must have put every item through the operation's output schema.
 */
export interface EncodedAnswer {
  readonly [ENCODED]: Uint8Array;
}

/** Marks JSON in UTF-8 as an answer. */
export const encoded = (json: Uint8Array): EncodedAnswer => ({ [ENCODED]: json });

/** The JSON of an encoded answer; undefined for any other. */
export const encodedJson = (answer: unknown): Uint8Array | undefined =>
  typeof answer === 'object' &&
  answer !== null &&
  ENCODED in answer &&
  answer[ENCODED] instanceof Uint8Array
    ? answer[ENCODED]
    : undefined;
