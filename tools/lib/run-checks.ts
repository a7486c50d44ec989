import { runCommand, type Command, type CommandOutcome } from './run-command.ts';
import { turbo } from './workspace.ts';

/** One check of the repository: it holds or it does not. */
export interface Check extends Command {
  readonly name: string;
}

/** The quick half of the tests, quickest first. */
export const CHECKS: readonly Check[] = [
  { name: 'format', command: ['oxfmt', '--check', '.'], minutes: 2 },
  { name: 'lint', command: ['oxlint', '--type-aware'], minutes: 5 },
  { name: 'repository rules', command: [process.execPath, 'tools/check-repo.ts'], minutes: 2 },
  {
    name: 'workflow core',
    command: ['vitest', 'run', '--config', 'apps/federation/vitest.core.config.ts'],
    minutes: 2,
  },
  { name: 'types', command: turbo('typecheck'), minutes: 10 },
  { name: 'dead code', command: ['knip', '--no-progress'], minutes: 5 },
];

const line = (name: string, outcome: CommandOutcome): string =>
  `${outcome.ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(18)} ${outcome.seconds.toFixed(1).padStart(6)} s`;

/** Runs one check, prints its line and, when it failed, what it had to say. */
export async function runCheck(check: Check): Promise<boolean> {
  const outcome = await runCommand(check);
  console.log(line(check.name, outcome));
  if (!outcome.ok && check.live !== true) console.log(`\n${outcome.output.trim()}\n`);
  return outcome.ok;
}

/** Runs all checks, one after the other; returns which held. */
export async function runChecks(checks: readonly Check[]): Promise<readonly boolean[]> {
  const held: boolean[] = [];
  for (const check of checks) held.push(await runCheck(check));
  return held;
}
