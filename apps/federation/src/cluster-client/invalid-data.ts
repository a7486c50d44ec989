import type { ClusterError } from './cluster-client.ts';

/** The error for answers that cannot be answers, in the words that people read everywhere; `what` is in words of ours. */
export const invalidData = (what: string, status = 200): ClusterError => ({
  kind: 'malformed',
  status,
  code: 0,
  message: `answers nonsense: ${what}`,
});
