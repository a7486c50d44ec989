/** Why a line is not understood: the word at fault, and what is allowed in its place. */
export interface QueryFault {
  readonly kind: 'unknownKey' | 'noValue' | 'operator' | 'value' | 'openQuote';
  readonly word: string;
  readonly key: string;
  readonly allowed: readonly string[];
  /** Whether nothing else is allowed, or those are examples. */
  readonly isAll: boolean;
}

const listed = (allowed: readonly string[]): string =>
  allowed.length < 2
    ? allowed.join('')
    : `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1) ?? ''}`;

const SAY: Readonly<Record<QueryFault['kind'], (fault: QueryFault) => string>> = {
  unknownKey: ({ key, allowed }) =>
    `: there is no key “${key}”. Use ${listed(allowed)}, or put the word in quotes.`,
  noValue: ({ allowed }) =>
    ` needs a value${allowed.length === 0 ? '' : `, such as ${listed(allowed)}`}.`,
  operator: ({ key, allowed }) => `: ${key} takes ${listed(allowed)}.`,
  value: ({ key, allowed, isAll }) =>
    allowed.length === 0
      ? ' has an empty value.'
      : `: ${key} must be ${isAll ? '' : 'such as '}${listed(allowed)}.`,
  openQuote: () => ' has a quote that is not closed.',
};

/** For people: what is wrong with a line, and what is allowed. */
export const describeQueryFault = (queryFault: QueryFault): string =>
  `“${queryFault.word}”${SAY[queryFault.kind](queryFault)}`;
