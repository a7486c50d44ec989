import { defineConfig } from 'vitest/config';

// A database is opened before the tests of a file; on a busy machine that takes its time.
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 60_000 } });
