import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const template = import.meta.resolve('@asterism/database/test-support/template-database');

export default defineConfig({
  test: {
    globalSetup: fileURLToPath(template),
    // A database is opened before the tests of a file; on a busy machine that takes its time.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
