interface NamedCluster {
  readonly id: string;
  readonly name: string;
}

/** Fewer characters of a UUID are hard to tell from a number of the name's own. */
const SHORTEST_PIECE = 4;

/** The length of the shortest beginning by which these ids can be told apart. */
function pieceLength(ids: readonly string[]): number {
  const longest = Math.max(...ids.map((id) => id.length));
  for (let length = SHORTEST_PIECE; length < longest; length += 1) {
    if (new Set(ids.map((id) => id.slice(0, length))).size === ids.length) return length;
  }
  return longest;
}

/**
 * What to call each cluster for people, by its id: its name; where several have that name, the name and the beginning of
 * the UUID, as long as it takes to tell them apart: `lb-east (3f2a)`. The whole id of a cluster without a name.
 */
export function clusterDisplayNames(
  clusters: readonly NamedCluster[],
): ReadonlyMap<string, string> {
  const byName = Map.groupBy(clusters, ({ name }) => name.trim());
  const names = new Map<string, string>();
  for (const [name, same] of byName) {
    const length = pieceLength(same.map(({ id }) => id));
    for (const { id } of same) {
      const piece = `${name} (${id.slice(0, length)})`;
      names.set(id, name === '' ? id : same.length === 1 ? name : piece);
    }
  }
  return names;
}
