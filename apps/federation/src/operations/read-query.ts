import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import { describeQueryFault } from '@asterism/api-types/rules/query-fault';
import type { QueryFields } from '@asterism/api-types/rules/query-fields';
import { withClusterIds, type CalledCluster } from '@asterism/api-types/rules/query-clusters';
import { parseQuery, type Query } from '@asterism/api-types/rules/query-line';

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

/** Each by its name, and by what it is called where another has that name. */
function called(clusters: readonly NamedCluster[]): CalledCluster[] {
  const shown = clusterDisplayNames(clusters);
  return clusters.map(({ id, name }) => ({ id, names: [name, shown.get(id) ?? name] }));
}

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
  return ok(withClusterIds(query.value, called(clusters)));
}
