import { printAmount } from './query-amount.ts';
import type { QueryFields } from './query-fields.ts';
import { parseTerm, type Query, type QueryTerm } from './query-line.ts';
import { printValue, quotedText } from './query-value.ts';

function printWord(fields: QueryFields, text: string): string {
  const isPlain = !/[\s"\\]/.test(text) && !text.startsWith('-');
  const read = isPlain ? parseTerm(fields, text) : undefined;
  return read?.ok === true && read.value.kind === 'word' ? text : quotedText(text);
}

function printWithoutSign(fields: QueryFields, term: QueryTerm): string {
  if (term.kind === 'word') return printWord(fields, term.text);
  if (term.kind === 'number') return `${term.key}${term.comparison}${printAmount(term.amount)}`;
  const operator = term.kind === 'text' && term.isExact ? '=' : ':';
  return `${term.key}${operator}${term.values.map(printValue).join(',')}`;
}

/** A term as `parseQuery` reads it again. */
export const printTerm = (fields: QueryFields, term: QueryTerm): string =>
  `${term.isNegated ? '-' : ''}${printWithoutSign(fields, term)}`;

/** A line that `parseQuery` reads as the very same question. */
export const printQuery = (fields: QueryFields, query: Query): string =>
  query.map((term) => printTerm(fields, term)).join(' ');
