import { defineConfig } from 'vitest/config';

/** The tests of the workflows' pure core, which have to cover all of it. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['src/workflows/core/**/*.test.ts'],
    // They share nothing that one could change for another.
    isolate: false,
    coverage: {
      enabled: true,
      provider: 'v8',
      include: ['src/workflows/core/**/*.ts'],
      reporter: ['text'],
      reportsDirectory: 'node_modules/.vitest/core-coverage',
      thresholds: { 100: true },
    },
  },
});
