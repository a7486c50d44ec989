import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { FORGET_KEYS_USAGE, forgetLostKeys } from './keys/open-vault.ts';
import { runOperatorCommand, type OperatorCommand } from './operator-command.ts';

function readCommand(): Result<OperatorCommand, string> {
  try {
    const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
    return ok(({ sealedKeys }, config) => forgetLostKeys(sealedKeys, config, values.yes));
  } catch {
    // parseArgs throws for options that it does not know.
    return err(FORGET_KEYS_USAGE);
  }
}

await runOperatorCommand(readCommand());
