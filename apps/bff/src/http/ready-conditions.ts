import type { ServerResponse } from 'node:http';
import { z } from 'zod/mini';
import { failure } from '@asterism/api-types/common/failure';
import type { Database } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import { databaseConditions } from '@asterism/database/ready-conditions';
import type { ReadyCondition } from '@asterism/server-kit/readiness';
import { refuse } from './refuse.ts';

const TIMEOUT_MS = 2000;
const RETRY_AFTER_SECONDS = 5;

const readinessBody = z.object({ status: z.string() });

/** What the BFF depends on. */
export const readyConditions = (
  database: Database,
  watch: Pick<DatabaseWatch, 'canWrite'>,
  federationUrl: string,
): readonly ReadyCondition[] => [
  ...databaseConditions(database, watch, {
    cannotWrite: 'storage: the database cannot write.',
    noAnswer: 'The database cannot be reached.',
  }),
  {
    otherwise: 'The federation cannot be reached.',
    holds: async () => {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(`${federationUrl}/health`, { signal });
      await answer.body?.cancel();
      // Any response will do: it shows that the federation is there.
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

export function replyNotReady(response: ServerResponse, missing: ReadyCondition): void {
  const retryAfterSeconds = missing.retryAfterSeconds ?? RETRY_AFTER_SECONDS;
  refuse(response, failure('unavailable', missing.otherwise, { retryAfterSeconds }));
}
