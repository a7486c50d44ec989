import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { openDatabase } from '@asterism/database/open-database';
import { readConfig } from './config.ts';
import { forgetLostKeys, USAGE } from './keys/forget-lost-keys.ts';
import { MIGRATIONS } from './migrations.ts';

function readYes(): Result<boolean, string> {
  try {
    const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
    return ok(values.yes);
  } catch {
    // parseArgs throws for options that it does not know.
    return err(USAGE);
  }
}

async function run(): Promise<Result<string, string>> {
  const yes = readYes();
  if (!yes.ok) return yes;
  const config = readConfig();
  if (!config.ok) return err(config.error.message);
  const database = await openDatabase(config.value);
  if (!database.ok) return err(database.error.message);
  try {
    const migrated = await database.value.migrate(MIGRATIONS);
    if (!migrated.ok) return err(migrated.error.message);
    return await forgetLostKeys(database.value.orm, config.value, yes.value);
  } finally {
    await database.value.close();
  }
}

const outcome = await run();
if (outcome.ok) process.stdout.write(`${outcome.value}\n`);
else {
  process.stderr.write(`${outcome.error}\n`);
  process.exitCode = 1;
}
