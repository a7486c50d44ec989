import type { ServerResponse } from 'node:http';

/** Maximum number of concurrent requests of one session. */
const CONCURRENCY = 32;

/** Counts a request of a session until its response has closed; false when there are too many. */
export type Enter = (key: string, response: ServerResponse) => boolean;

export function createConcurrency(): Enter {
  const underWay = new Map<string, number>();
  return (key, response) => {
    const others = underWay.get(key) ?? 0;
    if (others >= CONCURRENCY) return false;
    underWay.set(key, others + 1);
    response.once('close', () => {
      const left = (underWay.get(key) ?? 1) - 1;
      if (left === 0) underWay.delete(key);
      else underWay.set(key, left);
    });
    return true;
  };
}
