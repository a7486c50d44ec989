import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import type { QueryFields } from '@asterism/api-types/rules/query-fields';
import { parseQuery, type ChoiceTerm, type Query } from '@asterism/api-types/rules/query-line';

interface NamedCluster {
  readonly id: string;
  readonly name: string;
}

interface QueryPlace {
  /** Where the line is in the request. */
  readonly field?: string;
  /** Those that a line may call by their names. */
  readonly clusters?: readonly NamedCluster[];
}

/** The UUIDs of the clusters of each name, in lower case; two clusters may have one name. */
function idsByName(clusters: readonly NamedCluster[]): ReadonlyMap<string, readonly string[]> {
  const shown = clusterDisplayNames(clusters);
  const named = clusters.flatMap(({ id, name }) =>
    [...new Set([name, shown.get(id) ?? name])].map((one) => ({ id, name: one.toLowerCase() })),
  );
  return new Map(
    Array.from(
      Map.groupBy(named, ({ name }) => name),
      ([name, same]) => [name, same.map(({ id }) => id)],
    ),
  );
}

/** The same choice, of the UUIDs of the clusters that it names as well. */
const withIds = <Key extends string>(
  term: ChoiceTerm<Key>,
  ids: ReadonlyMap<string, readonly string[]>,
): ChoiceTerm<Key> => ({
  ...term,
  values: term.values.flatMap((value) => [value, ...(ids.get(value.toLowerCase()) ?? [])]),
});

/**
 * The line that narrows a list, understood by the keys of that list, with clusters by their UUIDs; else `invalidArgument`, with the
 * word at fault.
 */
export function readQuery<C extends string, T extends string, N extends string>(
  fields: QueryFields<C, T, N>,
  line = '',
  { field = 'query', clusters = [] }: QueryPlace = {},
): Result<Query<C, T, N>, Failure> {
  const query = parseQuery(fields, line);
  if (!query.ok) return err(invalidField(field, describeQueryFault(query.error)));
  const ids = idsByName(clusters);
  return ok(
    query.value.map((term) =>
      term.kind === 'choice' && term.key === 'cluster' ? withIds(term, ids) : term,
    ),
  );
}
