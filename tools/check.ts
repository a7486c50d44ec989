import { endCommandsOnSignal } from './lib/run-command.ts';
import { CHECKS, runChecks } from './lib/run-checks.ts';

endCommandsOnSignal();
const held = await runChecks(CHECKS);
if (held.includes(false)) process.exitCode = 1;
