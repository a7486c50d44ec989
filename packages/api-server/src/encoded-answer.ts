const ENCODED = Symbol('encoded');

/**
 * An answer that is JSON text already, for long lists whose items are kept encoded. It goes out as it is, so its maker
 * must have put every item through the operation's output schema.
 */
export interface EncodedAnswer {
  readonly [ENCODED]: string;
}

/** Marks JSON text as an answer. */
export const encoded = (json: string): EncodedAnswer => ({ [ENCODED]: json });

/** The JSON text of an encoded answer; undefined for any other. */
export const encodedText = (answer: unknown): string | undefined =>
  typeof answer === 'object' &&
  answer !== null &&
  ENCODED in answer &&
  typeof answer[ENCODED] === 'string'
    ? answer[ENCODED]
    : undefined;
