import { printValue } from '@asterism/api-types/rules/query-value';
import type { FilterChoice } from './filter-bar.tsx';
import type { TypedLine } from './search-box.tsx';

/** What a list is narrowed by. */
interface Narrowing {
  readonly search: string;
  readonly filters: Readonly<Record<string, readonly string[]>>;
}

/** What a line of conditions is about. */
export interface LineProps extends TypedLine {
  readonly list: Narrowing & {
    readonly choices: readonly FilterChoice<string>[];
    /** Narrows the list by conditions that chips can say, and by the rest. */
    readonly set: (search: string, filters: Narrowing['filters']) => void;
  };
}

/** What a value is called in a line: clusters by their names. */
function nameOf(choices: readonly FilterChoice<string>[], key: string, value: string): string {
  if (key !== 'cluster') return value;
  const cluster = choices.find(({ filter }) => filter === key);
  return cluster?.choices.find((choice) => choice.value === value)?.label ?? value;
}

/** Whether links alone set a filter. */
export const isLinked = (choices: readonly FilterChoice<string>[], name: string): boolean =>
  choices.some((one) => one.filter === name && one.isLinked === true);

/** Search and filters as one line, as `parseQuery` reads it. */
export const lineOf = (
  { search, filters }: Narrowing,
  choices: readonly FilterChoice<string>[],
): string =>
  [
    ...Object.entries(filters).flatMap(([key, values]) =>
      values.length === 0 || isLinked(choices, key)
        ? []
        : `${key}:${values.map((value) => printValue(nameOf(choices, key, value))).join(',')}`,
    ),
    search,
  ]
    .filter((part) => part !== '')
    .join(' ');
