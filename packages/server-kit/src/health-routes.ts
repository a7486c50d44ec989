import type { ServerResponse } from 'node:http';
import { Router } from 'express';
import type { Readiness, ReadyCondition } from './readiness.ts';

export interface HealthReplies {
  readonly replyJson: (response: ServerResponse, status: number, body: unknown) => void;
  /** Responds that the server is not ready. */
  readonly replyNotReady: (response: ServerResponse, missing: ReadyCondition) => void;
}

/** `/health`: the process is alive. `/ready`: it can do its work. */
export function healthRoutes(
  readiness: Pick<Readiness, 'missing'>,
  { replyJson, replyNotReady }: HealthReplies,
): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.get('/health', (_request, response) => replyJson(response, 200, { status: 'ok' }));
  router.get('/ready', async (_request, response) => {
    const missing = await readiness.missing();
    if (missing === undefined) return replyJson(response, 200, { status: 'ready' });
    return replyNotReady(response, missing);
  });
  return router;
}
