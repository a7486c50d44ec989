import { Router } from 'express';
import type { Database } from '@asterism/database/database';
import { failure } from '@asterism/api-types/common/failure';
import { refuse, replyJson } from './refuse.ts';

const TIMEOUT_MS = 2000;

export interface HealthOptions {
  readonly database: Database;
  readonly federationUrl: string;
}

const succeeds = (attempt: Promise<unknown>): Promise<boolean> =>
  attempt.then(
    () => true,
    () => false,
  );

/** `/health`: the process lives. `/ready`: it can do its work. */
export function healthRoutes({ database, federationUrl }: HealthOptions): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/health', (_request, response) => replyJson(response, 200, { status: 'ok' }));
  router.get('/ready', async (_request, response) => {
    const [hasDatabase, hasFederation] = await Promise.all([
      succeeds(database.query('select 1')),
      // Any answer will do: it is there.
      succeeds(
        fetch(`${federationUrl}/health`, { signal: AbortSignal.timeout(TIMEOUT_MS) }).then(
          (answer) => answer.body?.cancel(),
        ),
      ),
    ]);
    if (hasDatabase && hasFederation) return replyJson(response, 200, { status: 'ready' });
    const missing = hasDatabase ? 'The federation' : 'The database';
    return refuse(
      response,
      failure('unavailable', `${missing} cannot be reached.`, { retryAfterSeconds: 5 }),
    );
  });
  return router;
}
