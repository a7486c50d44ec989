import { GRPC_CODE } from '@asterism/api-types/common/failure';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { withClusterIds } from '@asterism/api-types/rules/query-clusters';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import type { QueryFields } from '@asterism/api-types/rules/query-fields';
import { parseQuery } from '@asterism/api-types/rules/query-line';
import { queryCheck, type QueryValuesOf } from '@asterism/api-types/rules/query-match';
import { ApiFailure } from '#/api/api-failure.ts';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';
import { clusterNamesOf, freshnessName } from './cluster-name.ts';
import { facetChoices } from './facet-choices.ts';

type ChoiceOf<Fields extends QueryFields> = keyof Fields['choices'] & string;
type Choices<Row, Fields extends QueryFields> = Readonly<
  Record<ChoiceOf<Fields>, (row: Row) => readonly string[]>
>;

/** How a list that comes in one answer is narrowed and sorted. */
export interface Picking<Row, Fields extends QueryFields, Sort extends string> {
  /** What a line can say. Its choices are the filters of the list. */
  readonly fields: Fields;
  readonly filterLabels: Readonly<Record<ChoiceOf<Fields>, string>>;
  /** What a row says to a line and to filters; its clusters by their UUIDs. */
  readonly values: Omit<QueryValuesOf<Row, Fields>, 'hasWord'>;
  /** What words look at. */
  readonly textOf: (row: Row) => string;
  /** Ascending; equal rows keep the order that they come in. */
  readonly compare: Readonly<Record<Sort, (a: Row, b: Row) => number>>;
}

interface Known {
  /** Those that the rows are of. */
  readonly clusters: readonly Freshness[] | undefined;
  /** Why nothing could be read. */
  readonly error: ApiFailure | null;
  /** Milliseconds since the epoch, for what is of an age. */
  readonly now?: number;
}

interface Picked<Row, Filter extends string> {
  /** Those that are left, in order; undefined while there are none to pick from, or where the line is not understood. */
  readonly rows: readonly Row[] | undefined;
  /** With how many of all rows have each value. */
  readonly filters: readonly FilterChoice<Filter>[];
  readonly error: ApiFailure | null;
}

/** In ascending order, numbers of any kind. */
export const bySize = (a: bigint | number, b: bigint | number): number =>
  a < b ? -1 : a > b ? 1 : 0;

/** A list is refused a line as the federation would refuse it. */
function refusal(message: string): ApiFailure {
  return new ApiFailure({
    kind: 'answer',
    status: 400,
    code: GRPC_CODE.invalidArgument,
    message,
  });
}

/** What of a list that comes in one answer is shown: the rows that match search and filters, in order. */
export function pickList<Row, Fields extends QueryFields, Sort extends string>(
  all: readonly Row[] | undefined,
  { search, filters, sort, order }: ListState<ChoiceOf<Fields>, Sort>,
  { fields, filterLabels, values, textOf, compare }: Picking<Row, Fields, Sort>,
  { clusters = [], error, now = 0 }: Known,
): Picked<Row, ChoiceOf<Fields>> {
  const choices: Choices<Row, Fields> = values.choices;
  const names = Object.keys(filterLabels).filter(
    (name): name is ChoiceOf<Fields> => name in filterLabels,
  );
  const clusterNames = clusterNamesOf(clusters);
  const nameOf = (id: string): string => clusterNames.get(id) ?? id;
  const offered = names.map((filter) => {
    const counts: Record<string, number> = {};
    for (const row of all ?? [])
      for (const value of choices[filter](row)) counts[value] = (counts[value] ?? 0) + 1;
    return {
      filter,
      label: filterLabels[filter],
      choices: facetChoices(counts, filters[filter], filter === 'cluster' ? nameOf : undefined),
    };
  });
  const query = parseQuery(fields, search);
  if (all === undefined) return { rows: undefined, filters: offered, error };
  if (!query.ok) {
    return { rows: undefined, filters: offered, error: refusal(describeQueryFault(query.error)) };
  }
  const isMeant = queryCheck(
    withClusterIds(
      query.value,
      clusters.map((cluster) => ({
        id: cluster.clusterId,
        names: [cluster.name ?? '', freshnessName(cluster)],
      })),
    ),
    { ...values, hasWord: (word) => (row: Row) => textOf(row).toLowerCase().includes(word) },
    now,
  );
  const passes = (row: Row): boolean =>
    names.every(
      (name) =>
        filters[name].length === 0 ||
        choices[name](row).some((value) => filters[name].includes(value)),
    );
  const sign = order === 'asc' ? 1 : -1;
  const rows = all
    .filter((row) => isMeant(row) && passes(row))
    .toSorted((a, b) => sign * compare[sort](a, b));
  return { rows, filters: offered, error };
}
