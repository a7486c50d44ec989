import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { forgetLostKeys, USAGE } from './keys/forget-lost-keys.ts';
import { runOperatorCommand, type OperatorCommand } from './operator-command.ts';

function readCommand(): Result<OperatorCommand, string> {
  try {
    const { values } = parseArgs({ options: { yes: { type: 'boolean', default: false } } });
    return ok((orm, config) => forgetLostKeys(orm, config, values.yes));
  } catch {
    // parseArgs throws for options that it does not know.
    return err(USAGE);
  }
}

await runOperatorCommand(readCommand());
