import { pino } from 'pino';
import type { TestProject } from 'vitest/node';
import { provideTemplate } from '@asterism/database/test-support/template-database';
import { MIGRATIONS } from '../migrations.ts';
import { startWorkflowEngine } from '../workflows/workflow-engine.ts';

/** A template with the federation's tables, and those of its queue: each start would take a second to make them. */
export const setup = (project: TestProject): Promise<() => Promise<void>> =>
  provideTemplate(project, async (database) => {
    const migrated = await database.migrate(MIGRATIONS);
    if (!migrated.ok) throw new Error(migrated.error.message);
    const engine = await startWorkflowEngine({
      database,
      log: pino({ level: 'silent' }),
      watch: { note: () => undefined },
      unended: async () => [],
      run: () => Promise.reject(new Error('There is nothing to run.')),
    });
    await engine.close();
  });
