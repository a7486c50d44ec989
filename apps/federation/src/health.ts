import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { replyJson } from '@asterism/api-server/reply';
import type { Database } from '@asterism/database/database';

const PATIENCE_MS = 2000;

/** Whether the process is alive. */
export const health: RequestHandler = (_request, response) => {
  replyJson(response, 200, { status: 'ok' });
};

/** Whether it can serve: it can when its database answers. */
export const createReadiness =
  (database: Database): RequestHandler =>
  async (_request, response) => {
    const answer = database.query('select 1').then(
      () => true,
      () => false,
    );
    const isReady = await Promise.race([answer, pause(PATIENCE_MS, false, { ref: false })]);
    replyJson(response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'no database' });
  };
