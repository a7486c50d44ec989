import type { ReadyCondition } from '@asterism/server-kit/readiness';
import type { Database } from './database.ts';
import type { DatabaseWatch } from './database-watch.ts';

/** A server is ready when its database responds and accepts writes. The texts are for people. */
export const databaseConditions = (
  database: Pick<Database, 'query'>,
  watch: Pick<DatabaseWatch, 'canWrite'>,
  otherwise: { readonly cannotWrite: string; readonly noAnswer: string },
): readonly ReadyCondition[] => [
  { otherwise: otherwise.cannotWrite, holds: () => watch.canWrite() },
  {
    otherwise: otherwise.noAnswer,
    holds: async () => {
      await database.query('select 1');
      return true;
    },
  },
];
