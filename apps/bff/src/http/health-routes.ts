import { Router } from 'express';
import { z } from 'zod/mini';
import type { Database } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import { failure } from '@asterism/api-types/common/failure';
import type { Readiness, ReadyCondition } from '@asterism/server-kit/readiness';
import { refuse, replyJson } from './refuse.ts';

const TIMEOUT_MS = 2000;
const RETRY_AFTER_SECONDS = 5;

const readinessBody = z.object({ status: z.string() });

/** What the BFF needs to do its work. */
export const readyConditions = (
  database: Database,
  watch: Pick<DatabaseWatch, 'canWrite'>,
  federationUrl: string,
): readonly ReadyCondition[] => [
  {
    otherwise: 'storage: the database cannot write.',
    holds: () => watch.canWrite(),
  },
  {
    otherwise: 'The database cannot be reached.',
    holds: async () => {
      await database.query('select 1');
      return true;
    },
  },
  {
    otherwise: 'The federation cannot be reached.',
    holds: async () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(`${federationUrl}/health`, { signal });
      await answer.body?.cancel();
      // Any answer will do: it is there.
      return true;
    },
  },
  {
    otherwise: 'The federation is warming up: it has not read all clusters yet.',
    retryAfterSeconds: 2,
    holds: async () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(`${federationUrl}/ready`, { signal });
      const body = readinessBody.safeParse(await answer.json());
      return !(body.success && body.data.status === 'warming up');
    },
  },
];

/** `/health`: the process lives. `/ready`: it can do its work. */
export function healthRoutes(readiness: Pick<Readiness, 'missing'>): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/health', (_request, response) => replyJson(response, 200, { status: 'ok' }));
  router.get('/ready', async (_request, response) => {
    const missing = await readiness.missing();
    if (missing === undefined) return replyJson(response, 200, { status: 'ready' });
    const retryAfterSeconds = missing.retryAfterSeconds ?? RETRY_AFTER_SECONDS;
    return refuse(response, failure('unavailable', missing.otherwise, { retryAfterSeconds }));
  });
  return router;
}
