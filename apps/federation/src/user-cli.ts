import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { err, type Result } from '@asterism/api-types/common/result';
import { openDatabase } from '@asterism/database/open-database';
import { readConfig } from './config.ts';
import { createPasswordHasher } from './identity/password-hash.ts';
import { runUserCommand, USAGE, type UserCommand } from './identity/user-commands.ts';
import { MIGRATIONS } from './migrations.ts';
import { createUserStore } from './store/user-store.ts';

async function readCommand(): Promise<Result<UserCommand, string>> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { role: { type: 'string', multiple: true }, 'password-stdin': { type: 'boolean' } },
    });
    const fromStdin = values['password-stdin'] === true;
    const password = fromStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
    return { ok: true, value: { words: positionals, roles: values.role ?? [], password } };
  } catch {
    // parseArgs throws for options that it does not know.
    return err(USAGE);
  }
}

async function run(): Promise<Result<string, string>> {
  const command = await readCommand();
  if (!command.ok) return command;
  const config = readConfig();
  if (!config.ok) return err(config.error.message);
  const database = await openDatabase(config.value);
  if (!database.ok) return err(database.error.message);
  try {
    const migrated = await database.value.migrate(MIGRATIONS);
    if (!migrated.ok) return err(migrated.error.message);
    const users = createUserStore(database.value.orm);
    return await runUserCommand(command.value, users, createPasswordHasher());
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
