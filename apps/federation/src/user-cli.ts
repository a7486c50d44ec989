import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { createPasswordHasher } from './identity/password-hash.ts';
import { runUserCommand, USAGE } from './identity/user-commands.ts';
import { runOperatorCommand, type OperatorCommand } from './operator-command.ts';

async function readCommand(): Promise<Result<OperatorCommand, string>> {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { role: { type: 'string', multiple: true }, 'password-stdin': { type: 'boolean' } },
    });
    const fromStdin = values['password-stdin'] === true;
    const password = fromStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
    const command = { words: positionals, roles: values.role ?? [], password };
    return ok(({ users }) => runUserCommand(command, users, createPasswordHasher()));
  } catch {
    // parseArgs throws for options that it does not know.
    return err(USAGE);
  }
}

await runOperatorCommand(await readCommand());
