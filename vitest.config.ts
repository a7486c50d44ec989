import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
// What is started before the tests is started in this process.
import './packages/database/src/test-support/drizzle-modules.ts';

const fileAt = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const template = fileAt('packages/database/src/test-support/template-database.ts');
const migratedTemplate = fileAt('apps/federation/src/test-support/migrated-template.ts');
const drizzleModules = fileAt('packages/database/src/test-support/drizzle-modules.ts');
const postgres = fileAt('packages/database/src/test-support/postgres-databases.ts');

/** A real cluster takes the place of everything that the conformance tests would start. */
const isReal = process.env['LIVE_CLUSTER_URL'] !== undefined;

/** What is started once before all the tests of a project, by its folder. */
const GLOBAL_SETUP: Readonly<Record<string, readonly string[]>> = {
  'apps/bff': [template, postgres],
  'apps/federation': [migratedTemplate, postgres],
  'packages/database': [postgres],
  tools: [template, postgres],
  e2e: isReal ? [] : [fileAt('e2e/conformance/global-setup.ts')],
};

const projects = globSync(['packages/*', 'apps/*', 'tools', 'e2e']).map((folder) => {
  const globalSetup = GLOBAL_SETUP[folder] ?? [];
  return {
    extends: true as const,
    test: {
      name: folder === 'e2e' ? 'conformance' : basename(folder),
      root: folder,
      globalSetup: [...globalSetup],
      // To load the modules of a server takes longer than most tests: the files that a worker runs share them.
      isolate: false,
      execArgv: ['--import', drizzleModules],
      include: [folder === 'e2e' && isReal ? 'conformance/live.test.ts' : '**/*.test.ts'],
    },
  };
});

export default defineConfig({
  test: {
    projects: [...projects, 'apps/web/vitest.browser.config.ts'],
    // More than cores: most tests wait for processes of their own.
    maxWorkers: availableParallelism() + 1,
    // A wait that is met costs nothing of this, and a busy machine takes its time: only what never comes takes so long.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
