import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { delimiter, join } from 'node:path';

/** The folder of the whole repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The commit that is checked out; empty where there is no git. */
const currentCommit = (): string =>
  spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).stdout ??
  '';

/** The environment in which the project's own Node and command line tools are found first. */
export const toolEnvironment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter),
  BUILD_COMMIT: process.env['BUILD_COMMIT'] ?? currentCommit().trim(),
  TURBO_TELEMETRY_DISABLED: '1',
  TURBO_NO_UPDATE_NOTIFIER: '1',
});

/** A command that runs a task of turbo, in the given package or else in all that have it. */
export const turbo = (task: string, name?: string): readonly string[] => [
  'turbo',
  'run',
  task,
  '--output-logs=errors-only',
  ...(name === undefined ? [] : [`--filter=${name}`]),
];

/** Playwright's command line, for this Node to run. */
export const PLAYWRIGHT_CLI = join(ROOT, 'e2e/node_modules/@playwright/test/cli.js');
