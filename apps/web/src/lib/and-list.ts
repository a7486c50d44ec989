const AND = new Intl.ListFormat('en', { type: 'conjunction' });

/** Names in a sentence: `a, b, and c`. */
export const andList = (names: Iterable<string>): string => AND.format(names);
