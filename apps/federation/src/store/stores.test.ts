import { afterAll, beforeAll, describe } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { clusterPromises } from '../test-support/store-conformance/cluster-promises.ts';
import { keyPromises } from '../test-support/store-conformance/key-promises.ts';
import { keyedRequestPromises } from '../test-support/store-conformance/keyed-request-promises.ts';
import { namePromises } from '../test-support/store-conformance/name-promises.ts';
import { taskPromises } from '../test-support/store-conformance/task-promises.ts';
import { userPromises } from '../test-support/store-conformance/user-promises.ts';
import { workflowListPromises } from '../test-support/store-conformance/workflow-list-promises.ts';
import { workflowPromises } from '../test-support/store-conformance/workflow-promises.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { createStores } from './stores.ts';

const DATABASES = {
  PGlite: () => openTestDatabase(),
  PostgreSQL: async () => openTestDatabase({ databaseUrl: await createPostgresDatabase() }),
};

describe.each(['PGlite', 'PostgreSQL'] as const)('on %s', (name) => {
  let opened: Awaited<ReturnType<typeof openTestDatabase>>;
  beforeAll(async () => {
    opened = await DATABASES[name]();
  });
  afterAll(() => opened.close());

  const subject = {
    database: () => opened.database,
    stores: () => createStores(opened.database.orm),
  };
  clusterPromises(subject);
  keyPromises(subject);
  keyedRequestPromises(subject);
  namePromises(subject);
  taskPromises(subject);
  userPromises(subject);
  workflowPromises(subject);
  workflowListPromises(subject);
});
