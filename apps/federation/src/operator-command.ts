import { err, ok, type Result } from '@asterism/api-types/common/result';
import { openDatabase } from '@asterism/database/open-database';
import { readConfig, type FederationConfig } from './config.ts';
import { MIGRATIONS } from './migrations.ts';
import { createStores, type Stores } from './store/stores.ts';

/** What an operator does on the federation's database; says what came of it. */
export type OperatorCommand = (
  stores: Stores,
  config: FederationConfig,
) => Promise<Result<string, string>>;

/** The federation's configuration for a command; what else is wrong with the environment goes to stderr. */
export function readOperatorConfig(): Result<FederationConfig, string> {
  const read = readConfig();
  if (!read.ok) return err(read.error.message);
  for (const warning of read.value.warnings) process.stderr.write(`${warning}\n`);
  return ok(read.value.config);
}

async function onDatabase(command: OperatorCommand): Promise<Result<string, string>> {
  const config = readOperatorConfig();
  if (!config.ok) return config;
  const database = await openDatabase(config.value);
  if (!database.ok) return err(database.error.message);
  try {
    const migrated = await database.value.migrate(MIGRATIONS);
    if (!migrated.ok) return err(migrated.error.message);
    return await command(createStores(database.value.orm), config.value);
  } finally {
    await database.value.close();
  }
}

/** Runs a command that was read from the arguments. A failure is one line on stderr and exit code 1. */
export async function runOperatorCommand(command: Result<OperatorCommand, string>): Promise<void> {
  const outcome = command.ok ? await onDatabase(command.value) : command;
  if (outcome.ok) process.stdout.write(`${outcome.value}\n`);
  else {
    process.stderr.write(`${outcome.error}\n`);
    process.exitCode = 1;
  }
}
