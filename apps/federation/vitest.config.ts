import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'federation',
    globalSetup: 'src/test-support/template-database.ts',
    // A database is opened before the tests of a file; on a busy machine that takes its time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
