import { existsSync, globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Given as a folder alone, a project takes over none of the settings below: only one with settings of its own is. */
const projects = globSync(['packages/*', 'apps/*', 'tools', 'e2e']).map((folder) =>
  existsSync(join(folder, 'vitest.config.ts'))
    ? folder
    : { extends: true as const, test: { name: basename(folder), root: folder } },
);

export default defineConfig({
  test: {
    projects,
    include: ['**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
