import type { RequestHandler } from 'express';
import { replyJson } from '@asterism/api-server/reply';
import type { Database } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import type { Readiness, ReadyCondition } from '@asterism/server-kit/readiness';

/** Whether the process is alive. */
export const health: RequestHandler = (_request, response) => {
  replyJson(response, 200, { status: 'ok' });
};

/** It can serve when its database answers. */
export const databaseAnswers = (database: Database): ReadyCondition => ({
  otherwise: 'no database',
  holds: async () => {
    await database.query('select 1');
    return true;
  },
});

/** It can serve when its database takes what is written. */
export const databaseCanWrite = (watch: Pick<DatabaseWatch, 'canWrite'>): ReadyCondition => ({
  otherwise: 'storage: the database cannot write',
  holds: () => watch.canWrite(),
});

/** Whether it can serve, and if not, why. */
export const ready =
  (readiness: Pick<Readiness, 'missing'>): RequestHandler =>
  async (_request, response) => {
    const missing = await readiness.missing();
    if (missing === undefined) return replyJson(response, 200, { status: 'ready' });
    if (missing.retryAfterSeconds !== undefined) {
      response.setHeader('Retry-After', String(missing.retryAfterSeconds));
    }
    return replyJson(response, 503, { status: missing.otherwise });
  };
