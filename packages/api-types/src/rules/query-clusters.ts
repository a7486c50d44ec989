import type { ChoiceTerm, Query } from './query-line.ts';

/** A cluster, with all that a line may call it by. */
export interface CalledCluster {
  readonly id: string;
  readonly names: readonly string[];
}

/** The UUIDs of the clusters of each name, in lower case; two clusters may have one name. */
function idsByName(clusters: readonly CalledCluster[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Map<string, Set<string>>();
  for (const { id, names } of clusters) {
    for (const name of names) {
      const key = name.toLowerCase();
      ids.set(key, (ids.get(key) ?? new Set()).add(id));
    }
  }
  return ids;
}

/** The same line, with the UUIDs of the clusters that it names beside their names. */
export function withClusterIds<C extends string, T extends string, N extends string>(
  query: Query<C, T, N>,
  clusters: readonly CalledCluster[],
): Query<C, T, N> {
  const ids = idsByName(clusters);
  const withIds = (term: ChoiceTerm<C>): ChoiceTerm<C> => ({
    ...term,
    values: term.values.flatMap((value) => [value, ...(ids.get(value.toLowerCase()) ?? [])]),
  });
  return query.map((term) =>
    term.kind === 'choice' && term.key === 'cluster' ? withIds(term) : term,
  );
}
