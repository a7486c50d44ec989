import type { Result } from '@asterism/api-types/common/result';

/** Ends a command: with what was done on stdout, or on stderr with exit code 1. */
export function printOutcome(outcome: Result<string, string>): void {
  if (outcome.ok) process.stdout.write(`${outcome.value}\n`);
  else {
    process.stderr.write(`${outcome.error}\n`);
    process.exitCode = 1;
  }
}
