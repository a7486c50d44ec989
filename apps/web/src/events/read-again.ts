import type { Query, QueryClient, QueryKey } from '@tanstack/react-query';

/** What it needs of the query cache. */
export type ReadAgainCache = Pick<QueryClient, 'getQueryCache' | 'invalidateQueries'>;

/** Those that are read again once their answer is there. */
const awaited = new WeakSet<Query>();

/**
 * Reads queries again because of an event. An answer that is on its way may be older than the event: where it is not canceled, for
 * it is the first one or nobody shows it yet, it is read again once it is there.
 */
export function readAgain(cache: ReadAgainCache, queryKey: QueryKey): void {
  for (const query of cache.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
    if ((query.state.data !== undefined && query.isActive()) || awaited.has(query)) continue;
    awaited.add(query);
    const again = (): void => {
      awaited.delete(query);
      void cache.invalidateQueries({ queryKey: query.queryKey, exact: true });
    };
    void query.fetch().then(again, again);
  }
  void cache.invalidateQueries({ queryKey });
}
