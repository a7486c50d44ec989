import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'conformance',
    include: ['conformance/**/*.test.ts'],
    globalSetup: 'conformance/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
