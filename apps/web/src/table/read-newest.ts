import {
  partialMatchKey,
  type DefaultError,
  type FetchQueryOptions,
  type QueryKey,
} from '@tanstack/react-query';
import { queryClient } from '#/api/query-client.ts';

/** Questions of lists are all in some order; what else is read under the same name is in none. */
const isOfList = (question: unknown): question is Readonly<Record<string, unknown>> =>
  typeof question === 'object' && question !== null && 'sort' in question;

/**
 * Reads what a list asks now and cancels what it still waits for of other questions: nobody will see those answers.
 * When the navigation that asks is overtaken, its own question is canceled too.
 */
export async function readNewest<Answer, Key extends QueryKey>(
  query: FetchQueryOptions<Answer, DefaultError, Answer, Key>,
  { signal }: Request,
): Promise<void> {
  const { queryKey } = query;
  const [name, asked] = [queryKey.slice(0, -1), queryKey.at(-1)];
  if (!isOfList(asked)) throw new Error('This is no question of a list.');
  const { offset: _, limit: __, ...question } = asked;
  void queryClient.cancelQueries({
    queryKey: name,
    fetchStatus: 'fetching',
    predicate: (other) =>
      isOfList(other.queryKey.at(-1)) && !partialMatchKey(other.queryKey, [...name, question]),
  });
  signal.addEventListener('abort', () => {
    void queryClient.cancelQueries({ queryKey, exact: true, type: 'inactive' });
  });
  await queryClient.prefetchQuery(query);
}
