import { not, or, sql, type SQL } from 'drizzle-orm';
import type { QueryFields } from '@asterism/api-types/rules/query-fields';
import type { Comparison, NumberTerm, QueryOf } from '@asterism/api-types/rules/query-line';

/** What the terms of a line are about in a table. */
interface QueryColumns<C extends string, T extends string, N extends string> {
  /** Whether the row has one of these values, in lower case. */
  readonly choices: Readonly<Record<C, (values: readonly string[]) => SQL>>;
  /** The texts of the row under each key: what is asked for is in one of them, or is one of them. */
  readonly texts: Readonly<Record<T, readonly SQL[]>>;
  /** Bytes, a count, a share in percent, or minutes. */
  readonly numbers: Readonly<Record<N, SQL>>;
  /** Whether a word, in lower case, is found in the row. */
  readonly hasWord: (word: string) => SQL;
}

/** The columns for the lines of a list. */
export type QueryColumnsOf<F extends QueryFields> = QueryColumns<
  keyof F['choices'] & string,
  F['texts'][number],
  keyof F['numbers'] & string
>;

const OPERATOR: Readonly<Record<Comparison, SQL>> = {
  '>': sql`>`,
  '>=': sql`>=`,
  '<': sql`<`,
  '<=': sql`<=`,
  '=': sql`=`,
};

const compared = (own: SQL, { comparison, amount }: NumberTerm): SQL =>
  sql`(${own})::float8 ${OPERATOR[comparison]} ${amount.value}::float8`;

function hasText(
  texts: readonly SQL[],
  values: readonly string[],
  isExact: boolean,
): SQL | undefined {
  return or(
    ...texts.flatMap((own) => {
      const text = sql`lower(coalesce(${own}, ''))`;
      return values.map((value) => {
        const wanted = value.toLowerCase();
        return isExact ? sql`${text} = ${wanted}` : sql`position(${wanted} in ${text}) > 0`;
      });
    }),
  );
}

/** One of the values, whatever its case; they are in lower case. */
export const isOneOf = (own: SQL, values: readonly string[]): SQL =>
  sql`lower(${own}) = any(${sql.param([...values])}::text[])`;

/** {@link isOneOf} of an array: one of its own is. */
export const hasOneOf = (own: SQL, values: readonly string[]): SQL =>
  sql`exists (select from unnest(${own}) as one(value) where ${isOneOf(sql`one.value`, values)})`;

/** The minutes of an interval. */
export const minutesOf = (interval: SQL): SQL => sql`extract(epoch from ${interval}) / 60`;

/** The conditions of a line: all of them must be met. What is not known of a row meets none. */
export function queryConditions<F extends QueryFields>(
  query: QueryOf<F>,
  columns: QueryColumnsOf<F>,
): SQL[] {
  return query.map((term) => {
    const condition =
      term.kind === 'word'
        ? columns.hasWord(term.text)
        : term.kind === 'choice'
          ? columns.choices[term.key](term.values.map((value) => value.toLowerCase()))
          : term.kind === 'text'
            ? hasText(columns.texts[term.key], term.values, term.isExact)
            : compared(columns.numbers[term.key], term);
    const isMet = sql`coalesce(${condition ?? sql`false`}, false)`;
    return term.isNegated ? not(isMet) : isMet;
  });
}
